package import Logging

/// The levels of swift-log under their own names.
package typealias LogLevel = Logger.Level
