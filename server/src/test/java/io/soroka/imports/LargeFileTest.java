package io.soroka.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LargeFileTest {

    private static final int ROWS = 200_000;

    /** The file is larger than what the import may hold of it. */
    private static final long MOST_BYTES = 40L << 20;

    @Test
    void holdsOnlyASmallPartOfTheFileInMemory() throws Exception {
        try (ContactsFixture contacts = new ContactsFixture()) {
            Path file = contacts.file(new byte[0]);
            String address = "улица".repeat(60);
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                out.write("ID;Телефон;Имя;Город;Филиал\n");
                for (int i = 0; i < ROWS; i++) {
                    out.write(
                            "%d;7945%07d;Оля;Тверь;%s\n"
                                    .formatted(i % 150_000, i % 150_000, address));
                }
            }
            assertThat(Files.size(file)).isGreaterThan(2 * MOST_BYTES);
            long before = liveBytes();
            List<Long> live = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(1);
            Thread sampler =
                    Thread.ofPlatform()
                            .start(() -> {
                                do {
                                    live.add(liveBytes());
                                } while (!await(done));
                            });
            ImportResult result = contacts.files.run(file, ContactsFixture.DEPARTMENT, "file");
            done.countDown();
            sampler.join();
            assertThat(live).hasSizeGreaterThan(3);
            assertThat(result.rows()).isEqualTo(ROWS);
            assertThat(result.imported()).isEqualTo(150_000);
            assertThat(result.merged()).isEqualTo(50_000);
            assertThat(live.stream().mapToLong(Long::longValue).max().orElseThrow() - before)
                    .isLessThan(MOST_BYTES);
        }
    }

    private static boolean await(CountDownLatch done) {
        try {
            return done.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a full collection leaves. */
    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
