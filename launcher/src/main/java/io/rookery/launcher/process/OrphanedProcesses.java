package io.rookery.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills processes that an earlier launcher left running: the process in the pid file if it is still
 * the same process, and orphans that run the same executable in the same working directory. No
 * other process is affected.
 */
final class OrphanedProcesses {
    private static final Logger log = LoggerFactory.getLogger(OrphanedProcesses.class);
    private static final Path PROC = Path.of("/proc");

    private OrphanedProcesses() {}

    /**
     * Kills what is left over of a process.
     *
     * @throws LaunchException when the process is not left over, because its launcher is alive
     */
    static void end(ProcessSpec spec) throws IOException {
        Optional<PidFile> file = PidFile.read(spec.pidFile());
        Optional<ProcessHandle> child = file.flatMap(f -> f.child().find());
        if (child.isPresent()) {
            file.flatMap(f -> f.launcher().find())
                    .filter(launcher -> launcher.pid() != ProcessHandle.current().pid())
                    .ifPresent(launcher -> {
                        throw new LaunchException(
                                "%s is already run by the launcher with process id %d"
                                        .formatted(spec.name(), launcher.pid()));
                    });
            List<ProcessHandle> descendants = child.get().descendants().toList();
            log.info(
                    "{} is still running as process {}, but its launcher has exited; it is killed",
                    spec.name(),
                    child.get().pid());
            endAndAwait(child.get());
            descendants.forEach(OrphanedProcesses::endAndAwait);
        }
        endOrphans(spec);
    }

    /**
     * Kills processes with the same executable and working directory, on systems with {@code
     * /proc}.
     */
    static void endOrphans(ProcessSpec spec) {
        if (!Files.isDirectory(PROC)) {
            return;
        }
        List<ProcessHandle> orphans =
                ProcessHandle.allProcesses().filter(handle -> isOrphanOf(spec, handle)).toList();
        orphans.forEach(ProcessHandle::destroyForcibly);
        orphans.forEach(ExitWait::await);
    }

    private static boolean isOrphanOf(ProcessSpec spec, ProcessHandle handle) {
        if (handle.pid() == ProcessHandle.current().pid()) {
            return false;
        }
        Path process = PROC.resolve(Long.toString(handle.pid()));
        try {
            Path executable = Path.of(spec.command().getFirst());
            return Files.readSymbolicLink(process.resolve("cwd"))
                            .equals(spec.directory().toRealPath())
                    && Files.readSymbolicLink(process.resolve("exe"))
                            .equals(executable.toRealPath());
        } catch (IOException _) {
            return false; // It has ended, or belongs to another user and thus is not ours.
        }
    }

    private static void endAndAwait(ProcessHandle handle) {
        handle.destroyForcibly();
        ExitWait.await(handle);
    }
}
