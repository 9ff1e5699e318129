package io.soroka.platform;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Tells how this process does: memory, threads, processor time, room for its data. */
@Component
class ProcessMetrics {
    private final Path data;

    ProcessMetrics(PrometheusRegistry registry, Settings settings, Database database) {
        this.data = settings.data();
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        io.prometheus.metrics.instrumentation.jvm.ProcessMetrics.builder().register(registry);
        GaugeWithCallback.builder()
                .name("soroka_data_free_bytes")
                .help("Free bytes where the data folder is.")
                .callback(gauge -> gauge.call(read(FileStore::getUsableSpace)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("soroka_data_size_bytes")
                .help("Size in bytes of the file system where the data folder is.")
                .callback(gauge -> gauge.call(read(FileStore::getTotalSpace)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("soroka_data_short")
                .help("1 while nothing is sent because the bundled database needs more room.")
                .callback(gauge -> gauge.call(database.isShortOfRoom() ? 1 : 0))
                .register(registry);
    }

    private interface Reading {
        long of(FileStore store) throws IOException;
    }

    private double read(Reading reading) {
        try {
            return reading.of(Files.getFileStore(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
