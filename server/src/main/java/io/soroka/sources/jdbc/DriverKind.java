package io.soroka.sources.jdbc;

import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Databases whose driver somebody has put into a folder. What an address of another driver can make
 * it do nobody knows, so that whoever runs the server lists whole addresses.
 */
@Component
class DriverKind implements SourceKind {
    private static final SourceOption URL = SourceOption.required("url", 1_000);

    private final SourcesSettings allowed;
    private @Nullable List<Driver> drivers;

    DriverKind(SourcesSettings allowed) {
        this.allowed = allowed;
    }

    @Override
    public String kind() {
        return "jdbc";
    }

    @Override
    public List<SourceOption> options() {
        return List.of(URL, DatabaseOptions.USER, DatabaseOptions.SECRET);
    }

    @Override
    public SourceReader open(SourceSettings settings) {
        String url = settings.text(URL);
        if (!allowed.jdbcUrls().contains(url)) {
            throw new SourceFailure("source.url-refused");
        }
        return DatabaseOptions.open(
                driver(url), url, DatabaseOptions.login(settings), settings.statementSeconds());
    }

    private Driver driver(String url) {
        for (Driver driver : drivers()) {
            try {
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            } catch (SQLException e) {
                // Not its address.
            }
        }
        throw new SourceFailure("source.no-driver");
    }

    /** Looked for once: what is put there later needs a new start. */
    private synchronized List<Driver> drivers() {
        if (drivers == null) {
            drivers = load();
        }
        return drivers;
    }

    /** The loader stays open as long as the drivers are used, until the end. */
    private List<Driver> load() {
        Path folder = allowed.drivers();
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<URL> jars = new ArrayList<>();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jar")).sorted().toList()) {
                jars.add(file.toUri().toURL());
            }
            var loader =
                    new URLClassLoader(
                            jars.toArray(java.net.URL[]::new),
                            ClassLoader.getPlatformClassLoader());
            List<Driver> found = new ArrayList<>();
            ServiceLoader.load(Driver.class, loader).forEach(found::add);
            return found;
        } catch (IOException | ServiceConfigurationError e) {
            throw new SourceFailure("source.drivers-unreadable");
        }
    }
}
