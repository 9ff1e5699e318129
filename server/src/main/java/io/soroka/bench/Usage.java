package io.soroka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What processes have used so far, as Linux counts it. */
final class Usage {
    private static final double TICKS_PER_SECOND = 100;

    private Usage() {}

    /** CPU seconds of a process, of its children that have ended, and of its children that live. */
    static double cpuSeconds(ProcessHandle process) throws IOException {
        double sum = 0;
        for (ProcessHandle one : Stream.concat(Stream.of(process), process.children()).toList()) {
            sum += cpuSeconds(one.pid());
        }
        return sum;
    }

    private static double cpuSeconds(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name in brackets may hold blanks; utime, stime, cutime and cstime are fields 14
            // to 17.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field = 11; field <= 14; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** The most memory a process has held, in MiB. */
    static long peakMiB(ProcessHandle process) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"));
        return lines.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** The most heap in use before a collection, in MiB, from a log of {@code -Xlog:gc}. */
    static long heapPeakMiB(Path log) throws IOException {
        var used = java.util.regex.Pattern.compile("(\\d+)M->\\d+M\\(\\d+M\\)");
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(used::matcher)
                    .filter(java.util.regex.Matcher::find)
                    .mapToLong(match -> Long.parseLong(match.group(1)))
                    .max()
                    .orElse(0);
        }
    }
}
