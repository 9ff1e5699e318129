package io.soroka.sources;

import io.soroka.contacts.intake.Conflict;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source as administrators see it: without its secret.
 *
 * @param version of its settings, from 1
 * @param lastRun the newest run, if there was one
 */
public record Source(
        long id,
        long departmentId,
        String kind,
        Map<String, String> options,
        boolean hasSecret,
        Plan plan,
        int version,
        Instant createdAt,
        @Nullable Run lastRun) {
    public Source {
        options = Map.copyOf(options);
    }

    /** What rows become. */
    public enum Target {
        CLIENT,
        EVENT
    }

    /**
     * What is read, what it becomes, and when.
     *
     * @param name 1 to 100 characters, unlike any other of the department
     * @param statementSeconds the longest that one question may take, 1 to 600
     * @param rowsPerSecond on average, 1 to 1,000,000; 0 for as fast as it goes
     * @param entity what is read, one of the source's entities
     * @param key the column that tells its rows apart
     * @param changed the column that tells when a row changed; null to read everything each time
     * @param mapping which column becomes which field of clients; of events {@code
     *     client_external_id} or {@code phone}, {@code external_id}, {@code at}, {@code amount} and
     *     {@code attributes.<key>}
     * @param everyMinutes how often changes are read, 1 to 10,080; 0 for by hand only
     * @param fullAt when everything is read each day, in the company's time zone; null for by hand
     * @param removesMissing whether a full run removes clients whom the source brought and has no
     *     longer
     * @param mostRemoved if they are more per cent of its clients, 1 to 100, it removes nobody
     * @param eventKind the key of the kind of events that the rows become; null if they become
     *     clients
     */
    public record Plan(
            String name,
            int statementSeconds,
            int rowsPerSecond,
            String entity,
            String key,
            @Nullable String changed,
            List<Mapped> mapping,
            int everyMinutes,
            @Nullable LocalTime fullAt,
            boolean removesMissing,
            int mostRemoved,
            @Nullable String eventKind) {
        public Plan {
            mapping = List.copyOf(mapping);
        }

        /** Of clients. */
        public Plan(
                String name,
                int statementSeconds,
                int rowsPerSecond,
                String entity,
                String key,
                @Nullable String changed,
                List<Mapped> mapping,
                int everyMinutes,
                @Nullable LocalTime fullAt,
                boolean removesMissing,
                int mostRemoved) {
            this(
                    name,
                    statementSeconds,
                    rowsPerSecond,
                    entity,
                    key,
                    changed,
                    mapping,
                    everyMinutes,
                    fullAt,
                    removesMissing,
                    mostRemoved,
                    null);
        }

        /** What the rows become. */
        public Target target() {
            return eventKind == null ? Target.CLIENT : Target.EVENT;
        }

        /**
         * Whether clients are told apart by their ids in the source, otherwise by their numbers.
         */
        public boolean matchesById() {
            String id = eventKind == null ? "external_id" : EventField.CLIENT_ID;
            return mapping.stream().anyMatch(one -> one.field().equals(id));
        }

        /** Whether a run of this mode asks which clients are gone. */
        boolean looksForMissing(Run.Mode mode) {
            return removesMissing && mode != Run.Mode.INCREMENTAL;
        }

        /** Whether the same rows become the same: then what was read so far counts. */
        boolean readsLike(Plan other) {
            return entity.equals(other.entity)
                    && key.equals(other.key)
                    && Objects.equals(changed, other.changed)
                    && Objects.equals(eventKind, other.eventKind)
                    && mapping.equals(other.mapping);
        }
    }

    /** A run that begins by itself at a moment, or as soon as can be once it is past. */
    public record Turn(Run.Mode mode, Instant at) {}

    /**
     * A column becomes a field.
     *
     * @param field the field's key
     * @param conflict whose value counts
     */
    public record Mapped(String column, String field, Conflict conflict) {}

    /**
     * What is wanted of a source.
     *
     * @param secret null to keep the one there is
     */
    public record Wanted(
            String kind, Map<String, String> options, @Nullable String secret, Plan plan) {
        public Wanted {
            options = Map.copyOf(options);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Wanted[" + plan.name() + "]";
        }
    }
}
