import CLinux
import Glibc

Process.openStandardStreams()
exit(Program.run(Array(CommandLine.arguments.dropFirst()), in: .current).rawValue)
