package io.soroka.monitoring;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prometheus' own judge of metrics and rules; Debian's package is called prometheus. */
final class Promtool {
    private Promtool() {}

    /**
     * What it found.
     *
     * @param code 0 when all is well
     */
    record Verdict(int code, String words) {}

    /** Runs it on what is given as its input. */
    static Verdict run(String input, String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile("promtool", ".out");
        var command = new java.util.ArrayList<>(List.of("promtool"));
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return new Verdict(process.waitFor(), Files.readString(out));
    }
}
