package import ArgumentParser
import Server

/// The flags that every command with settings has.
package struct SettingsOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "The settings file (\(SettingsLayer.fileVariable)); \(SettingsLayer.defaultFile) if there.",
            valueName: "file"))
    package var file: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Sets any setting by its key; repeatable.", valueName: "key=value"))
    package var assignments: [String] = []

    package init() {}

    /// Reads all layers: flags over environment over file over defaults.
    package func raw(_ flags: [FlagValue], in context: ProgramContext) throws(Failure) -> RawSettings {
        do {
            return try layers(flags, in: context)
        } catch {
            throw Failure(error)
        }
    }

    private func layers(_ flags: [FlagValue], in context: ProgramContext) throws(SettingsErrors) -> RawSettings {
        var values = flags
        var errors: [SettingsError] = []
        for assignment in assignments {
            if let value = FlagValue(assignment: assignment) {
                values.append(value)
            } else {
                errors.append(.malformed(origin: "--set \(assignment)", reason: "it takes KEY=VALUE"))
            }
        }
        // Errors of all layers are told together.
        var layers: [SettingsLayer] = []
        do {
            layers.append(try .flags(values))
        } catch {
            errors += error.errors
        }
        do {
            layers.append(try .environment(context.environment) { path throws(SystemError) in try File.read(path) })
        } catch {
            errors += error.errors
        }
        do {
            if let layer = try fileLayer(in: context) { layers.append(layer) }
        } catch {
            errors += error.errors
        }
        guard errors.isEmpty else { throw SettingsErrors(errors) }
        let samples = SampleData.find(executable: context.executable, workingDirectory: context.workingDirectory)
        return RawSettings(layers + [.defaults(samples: samples)])
    }

    private func fileLayer(in context: ProgramContext) throws(SettingsErrors) -> SettingsLayer? {
        let variable = context.environment[SettingsLayer.fileVariable].flatMap { $0.isEmpty ? nil : $0 }
        let path = file ?? variable ?? SettingsLayer.defaultFile
        let bytes: [UInt8]
        do {
            bytes = try File.read(path)
        } catch {
            let isNamed = file != nil || variable != nil
            if !isNamed && error.isNotFound { return nil }
            let origin = file != nil ? "--config" : isNamed ? SettingsLayer.fileVariable : "settings file"
            throw SettingsErrors([.unreadable(origin, path: path, reason: error.reason)])
        }
        return try .file(bytes, path: path)
    }
}

/// The flags for what is set most often.
package struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.help("data.paths"), valueName: "path"))
    package var data: [String] = []

    @Option(help: ArgumentHelp(Setting.help("http.host")))
    package var host: String?

    // Texts, not numbers: they are checked where every setting is checked.
    @Option(parsing: .unconditional, help: ArgumentHelp(Setting.help("http.port")))
    package var port: String?

    @Option(parsing: .unconditional, help: ArgumentHelp(Setting.help("http.workers"), valueName: "n"))
    package var workers: String?

    @Option(help: ArgumentHelp(Setting.help("http.publicURL"), valueName: "url"))
    package var publicURL: String?

    @OptionGroup
    package var settings: SettingsOptions

    package init() {}

    package func raw(in context: ProgramContext) throws(Failure) -> RawSettings {
        let single: [(flag: String, key: String, text: String?)] = [
            ("--host", "http.host", host), ("--port", "http.port", port), ("--workers", "http.workers", workers),
            ("--public-url", "http.publicURL", publicURL),
        ]
        var flags = single.compactMap { flag, key, text in
            text.map { FlagValue(flag: flag, key: key, texts: [$0]) }
        }
        if !data.isEmpty {
            flags.append(FlagValue(flag: "--data", key: "data.paths", texts: data))
        }
        return try settings.raw(flags, in: context)
    }
}

extension RawSettings {
    package func checked(in context: ProgramContext) throws(Failure) -> Settings {
        do {
            return try Settings(self, processors: context.processors)
        } catch {
            throw Failure(error)
        }
    }
}
