package io.soroka.campaigns;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A client as lists show one.
 *
 * @param name null when the record has none
 * @param msisdn the whole number: masked where it is shown
 * @param zone where their clock stands; null when nothing tells
 */
public record Person(
        long id, @Nullable String name, long msisdn, @Nullable String city, @Nullable ZoneId zone) {
    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
