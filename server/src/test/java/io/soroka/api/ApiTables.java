package io.soroka.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rooms' tables in {@code src/test/resources/api}; its README says what stands in them. */
final class ApiTables {
    private static final Path FOLDER = Path.of("src/test/resources/api");

    /**
     * An operation's line.
     *
     * @param roles words of Role, or "anyone", or "public"
     */
    record Line(Set<String> roles, boolean personal) {
        boolean isPublic() {
            return roles.contains("public");
        }

        boolean allows(String role) {
            return role.equals("administrator")
                    || isPublic()
                    || roles.contains("anyone")
                    || roles.contains(role);
        }
    }

    /** What is sent with an operation; null for nothing. */
    record Request(String query, String json) {
        boolean isMultipart() {
            return "multipart".equals(json);
        }
    }

    private final Map<String, Line> lines = new TreeMap<>();
    private final Map<String, Request> requests = new TreeMap<>();
    private final List<String[]> ids = new ArrayList<>();

    ApiTables() throws IOException {
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".ids.tsv")) {
                    ids.addAll(rows(file, 2));
                } else if (name.endsWith(".bodies.tsv")) {
                    rows(file, 4)
                            .forEach(row ->
                                    requests.put(
                                            row[0] + " " + row[1],
                                            new Request(given(row[2]), given(row[3]))));
                } else if (name.endsWith(".tsv")) {
                    rows(file, 4).forEach(this::line);
                }
            }
        }
        ids.sort(Comparator.comparing((String[] row) -> row[0].length()).reversed());
    }

    private void line(String[] row) {
        Line before =
                lines.put(
                        row[0] + " " + row[1],
                        new Line(Set.of(row[2].split(",")), row[3].equals("personal")));
        if (before != null) {
            throw new IllegalStateException("Two lines for " + row[0] + " " + row[1]);
        }
    }

    private static String given(String cell) {
        return cell.equals("-") ? null : cell;
    }

    private static List<String[]> rows(Path file, int columns) {
        try {
            var rows = new ArrayList<String[]>();
            for (String line : Files.readAllLines(file)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] row = line.strip().split("\t");
                if (row.length != columns) {
                    throw new IllegalStateException(
                            file + " wants " + columns + " columns: " + line);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Set<String> operations() {
        return lines.keySet();
    }

    Line line(String operation) {
        return lines.get(operation);
    }

    /** What to send with an operation. */
    Request request(String operation) {
        boolean sends = operation.startsWith("POST") || operation.startsWith("PUT");
        return requests.getOrDefault(operation, new Request(null, sends ? "{}" : null));
    }

    /** SQL for the value of the parameter with which this beginning of a path ends. */
    Optional<String> sql(String beginning) {
        return ids.stream().filter(row -> beginning.equals(row[0])).map(row -> row[1]).findFirst();
    }
}
