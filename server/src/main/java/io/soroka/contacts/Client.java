package io.soroka.contacts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client.
 *
 * @param id our own id
 * @param departmentId the department whose client this is
 * @param externalId the id in the system the client comes from, or null
 * @param msisdn the telephone number, digits only
 * @param values the filled fields by key, without external id and number: {@code String}, {@code
 *     BigDecimal}, {@code LocalDate}, {@code Instant}, {@code Boolean} or a list of codes by the
 *     field's type
 */
public record Client(
        long id,
        long departmentId,
        @Nullable String externalId,
        long msisdn,
        Map<String, Object> values) {

    public Client {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What lists call the client, family name first; null if no name is known. */
    public @Nullable String name() {
        return Clients.name(
                (String) values.get("last_name"),
                (String) values.get("first_name"),
                (String) values.get("middle_name"),
                (String) values.get("full_name"));
    }
}
