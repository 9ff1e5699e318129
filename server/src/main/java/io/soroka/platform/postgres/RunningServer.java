package io.soroka.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster's {@code postmaster.pid} says, if its process is alive.
 *
 * @param pid the first process's id
 * @param port the TCP port it listens on; 0 while it hasn't said yet
 * @param ready whether it accepts connections
 */
record RunningServer(long pid, int port, boolean ready) {
    static Optional<RunningServer> of(Path cluster) {
        try {
            Path file = cluster.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            // Lines: pid, folder, start time, port, socket folder, address, shared memory, state.
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || lines.getFirst().isBlank()) {
                return Optional.empty();
            }
            long pid = Long.parseLong(lines.getFirst().strip());
            if (!isPostgres(pid)) {
                return Optional.empty();
            }
            int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
            return Optional.of(
                    new RunningServer(
                            pid, port, lines.size() > 7 && lines.get(7).startsWith("ready")));
        } catch (IOException | NumberFormatException e) {
            // The file is being written or has just gone: the caller asks again or starts anew.
            return Optional.empty();
        }
    }

    /**
     * Whether a process lives and is a PostgreSQL: the id of a killed one may meanwhile belong to
     * somebody else, or to what is left of it until its parent looks.
     */
    static boolean isPostgres(long pid) {
        try {
            String about = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return about.contains(" (postgres) ") && !about.contains(" (postgres) Z");
        } catch (IOException e) {
            return ProcessHandle.of(pid).isPresent() && !Files.exists(Path.of("/proc/self"));
        }
    }

    static void signal(List<String> asOwner, long pid, String name) {
        var command = new ArrayList<>(asOwner);
        command.addAll(List.of("kill", "-" + name, Long.toString(pid)));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("kill is missing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
