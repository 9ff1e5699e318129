package io.soroka.platform.postgres;

import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * PostgreSQL from the bundle, run as a process of its own on loopback with durable settings and
 * password log-in. A server left behind in the folder (after a hard kill of ours) is taken over as
 * it runs.
 *
 * <p>PostgreSQL refuses to run as root, so root hands the process over to the user {@value
 * #NOBODY}.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final int NOBODY = 65534;
    private static final String VERSION = "18.6.0";
    private static final String USER = "soroka";
    private static final String APPLICATION = "soroka_app";
    private static final String LOG = "server.log";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Gigabytes of log may have to be gone through. */
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(30);

    /** Then it is cut off, and recovers at its next start. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

    private final Path cluster;
    private final List<String> asOwner;
    private final String password;
    private final String applicationPassword;
    private final Programs programs;
    private final int port;
    private volatile long pid;

    private record Passwords(String owner, String application) {}

    /** How to start a server: the programs, and settings that override ours. */
    private record Programs(Path folder, Map<String, String> extra) {}

    private EmbeddedPostgres(
            Path cluster,
            List<String> asOwner,
            Passwords passwords,
            Programs programs,
            RunningServer running) {
        this.cluster = cluster;
        this.asOwner = asOwner;
        this.password = passwords.owner();
        this.applicationPassword = passwords.application();
        this.programs = programs;
        this.pid = running.pid();
        this.port = running.port();
    }

    /**
     * Starts or takes over the server of {@code folder}, unpacking the programs beside it.
     *
     * @throws StartRefused when PostgreSQL can't run there, with the reason
     */
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, folder.resolve("postgresql-" + VERSION), Map.of());
    }

    /**
     * Starts or takes over the server of {@code folder} with programs kept elsewhere and further
     * settings.
     *
     * @param folder holds the cluster and its password
     * @param programs where the PostgreSQL programs are, or are to be unpacked
     * @param extra further server settings, overriding ours
     */
    public static EmbeddedPostgres start(Path folder, Path programs, Map<String, String> extra) {
        try {
            Files.createDirectories(folder);
            PostgresFiles.unpackTo(programs);
            Path cluster = folder.resolve("postgres").toAbsolutePath();
            List<String> asOwner = ownerPrefix(folder.toAbsolutePath(), programs);
            var passwords =
                    new Passwords(
                            password(folder.resolve("postgres.password")),
                            password(folder.resolve("postgres-application.password")));
            Optional<RunningServer> left = RunningServer.of(cluster);
            if (left.isPresent()) {
                var taken =
                        new EmbeddedPostgres(
                                cluster,
                                asOwner,
                                passwords,
                                new Programs(programs, extra),
                                left.get());
                if (taken.answers()) {
                    taken.prepare();
                    return taken;
                }
                taken.close();
            }
            initialise(cluster, programs, asOwner, passwords.owner());
            return launch(cluster, asOwner, passwords, new Programs(programs, extra));
        } catch (IOException e) {
            throw new StartRefused(
                    "PostgreSQL can't be set up in " + folder + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("The start of PostgreSQL was interrupted.", e);
        }
    }

    private static EmbeddedPostgres launch(
            Path cluster, List<String> asOwner, Passwords passwords, Programs programs)
            throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 3; attempt++) {
            Optional<RunningServer> running =
                    launch(cluster, asOwner, programs, freePort(), START_LIMIT);
            if (running.isPresent()) {
                var started =
                        new EmbeddedPostgres(cluster, asOwner, passwords, programs, running.get());
                started.prepare();
                return started;
            }
        }
        throw new StartRefused(
                "PostgreSQL didn't start in "
                        + cluster
                        + ". Its last words: "
                        + tail(cluster.resolve(LOG)));
    }

    /** Starts a server and waits until it accepts connections; empty when it ends before. */
    private static Optional<RunningServer> launch(
            Path cluster, List<String> asOwner, Programs programs, int port, Duration limit)
            throws IOException, InterruptedException {
        // setsid: Ctrl-C at the console must reach us first, so that we can finish what we are
        // writing.
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(asOwner);
        command.addAll(
                List.of(
                        programs.folder().resolve("bin/postgres").toString(),
                        "-D",
                        cluster.toString()));
        settings(port, programs.extra())
                .forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        Process process =
                new ProcessBuilder(command)
                        .directory(cluster.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(cluster.resolve(LOG).toFile()))
                        .start();
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < deadline) {
                Optional<RunningServer> running = RunningServer.of(cluster);
                if (running.isPresent() && running.get().ready() && running.get().port() == port) {
                    return running;
                }
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw e;
        }
        process.destroyForcibly();
        return Optional.empty();
    }

    /** Whether the server's first process lives. */
    boolean isAlive() {
        return RunningServer.isPostgres(pid);
    }

    /**
     * Starts the server again, whose first process has died, where its users look for it: at the
     * same port.
     *
     * @return whether it accepts connections now; its log says why not
     */
    public boolean restart() throws IOException, InterruptedException {
        Optional<RunningServer> running =
                launch(cluster, asOwner, programs, port, LONGEST_RECOVERY);
        running.ifPresent(server -> pid = server.pid());
        return running.isPresent();
    }

    private static Map<String, String> settings(int port, Map<String, String> extra) {
        var settings = new java.util.TreeMap<String, String>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        // Bulk sending writes gigabytes of WAL; rare checkpoints and a roomy buffer are what the
        // measurements liked.
        settings.put("shared_buffers", "512MB");
        settings.put("max_wal_size", "4GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("wal_buffers", "32MB");
        settings.put("jit", "off");
        settings.put("max_connections", "60");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // Statements may carry personal data: the server's log shows none of them.
        settings.put("log_min_error_statement", "panic");
        settings.put("log_parameter_max_length_on_error", "0");
        settings.put("log_error_verbosity", "terse");
        settings.putAll(extra);
        return settings;
    }

    private static void initialise(
            Path cluster, Path programs, List<String> asOwner, String password)
            throws IOException, InterruptedException {
        if (Files.exists(cluster.resolve("PG_VERSION"))) {
            return;
        }
        if (Files.exists(cluster)) {
            // A first start that was cut off: PG_VERSION is among the first files, so nothing of
            // value is here.
            PostgresFiles.deleteTree(cluster);
        }
        Files.createDirectories(cluster);
        Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwx------"));
        Path secret = Files.createTempFile("soroka", ".secret");
        try {
            Files.writeString(secret, password);
            if (!asOwner.isEmpty()) {
                Files.setAttribute(cluster, "unix:uid", NOBODY);
                Files.setAttribute(cluster, "unix:gid", NOBODY);
                Files.setAttribute(secret, "unix:uid", NOBODY);
            }
            var command = new ArrayList<>(asOwner);
            command.addAll(
                    List.of(
                            programs.resolve("bin/initdb").toString(),
                            "--pgdata=" + cluster,
                            "--username=" + USER,
                            "--pwfile=" + secret,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            // Nothing is gained by stretching a random password of 192 bits.
                            "--set=scram_iterations=1",
                            "--no-instructions"));
            run(command, "PostgreSQL's data folder can't be made");
        } catch (IOException | InterruptedException | RuntimeException e) {
            PostgresFiles.deleteTree(cluster);
            throw e;
        } finally {
            Files.deleteIfExists(secret);
        }
    }

    /**
     * The words put before a command so that it runs as the owner of the cluster; none when we
     * aren't root.
     */
    private static List<String> ownerPrefix(Path folder, Path programs)
            throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        var plain = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        // A folder below one that is closed to others (such as root's home) needs the right to pass
        // through.
        var passing = new ArrayList<>(plain);
        // Without the first, checks by access(2) would ignore that right.
        passing.addAll(
                List.of(
                        "--securebits=+no_setuid_fixup",
                        "--inh-caps=+dac_override",
                        "--ambient-caps=+dac_override"));
        for (List<String> prefix : List.of(plain, passing)) {
            var probe = new ArrayList<>(prefix);
            probe.addAll(
                    List.of(
                            programs.toAbsolutePath().resolve("bin/postgres").toString(),
                            "--version"));
            Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            boolean folderReachable = process.waitFor() == 0 && reachable(prefix, folder);
            if (folderReachable) {
                return prefix;
            }
        }
        throw new StartRefused(
                "PostgreSQL doesn't run as root and user "
                        + NOBODY
                        + " can't enter "
                        + folder
                        + "; choose another folder with --data or start Soroka as an ordinary user.");
    }

    private static boolean reachable(List<String> prefix, Path folder)
            throws IOException, InterruptedException {
        var probe = new ArrayList<>(prefix);
        probe.addAll(List.of("test", "-x", folder.toString()));
        return new ProcessBuilder(probe).start().waitFor() == 0;
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(secret));
        return Files.readString(file);
    }

    /** Makes the application's role and the database, if they are missing. */
    private void prepare() {
        try (var connection = DriverManager.getConnection(url("postgres"), USER, password);
                var statement = connection.createStatement()) {
            if (isMissing(statement, "pg_roles where rolname = '" + APPLICATION + "'")) {
                statement.execute(
                        "create role "
                                + APPLICATION
                                + " login password '"
                                + applicationPassword
                                + "'");
            }
            if (isMissing(statement, "pg_database where datname = 'soroka'")) {
                statement.execute("create database soroka");
            }
        } catch (SQLException e) {
            throw new StartRefused(
                    "PostgreSQL started but the database can't be made: " + e.getMessage(), e);
        }
    }

    private static boolean isMissing(Statement statement, String what) throws SQLException {
        try (var found = statement.executeQuery("select 1 from " + what)) {
            return !found.next();
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url("soroka"), USER, password)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void run(List<String> command, String complaint)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new StartRefused(complaint + ": " + words.lines().reduce("", (a, b) -> b));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "(none)";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The JDBC address of one of the server's databases. */
    public String url(String database) {
        return url(port, database);
    }

    /** The JDBC address of Soroka's database. */
    public String url() {
        return url("soroka");
    }

    /** The cluster's owner, who migrates. */
    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** The role with which the application works. */
    public String applicationUser() {
        return APPLICATION;
    }

    public String applicationPassword() {
        return applicationPassword;
    }

    /** The process id of the server's first process; the last one known while none runs. */
    public long pid() {
        return RunningServer.of(cluster).map(RunningServer::pid).orElse(pid);
    }

    /** Stops the server, cutting off whoever is connected; everything committed is on disk. */
    @Override
    public void close() {
        RunningServer.of(cluster)
                .flatMap(running -> ProcessHandle.of(running.pid()))
                .ifPresent(process -> {
                    RunningServer.signal(asOwner, process.pid(), "INT");
                    if (!ended(process)) {
                        RunningServer.signal(asOwner, process.pid(), "QUIT");
                    }
                });
    }

    /**
     * Looks rather than being told: a process that is not our child tells its end through the
     * common pool, whose only thread on a small machine may be taken by anybody. Whoever interrupts
     * us leaves it to stop by itself.
     */
    private static boolean ended(ProcessHandle process) {
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        while (process.isAlive() && !Thread.currentThread().isInterrupted()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }
}
