package io.soroka.segments;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Of whom conditions are asked, and when.
 *
 * @param departmentId whose clients
 * @param today the day from which "days ago" and "within days" are counted
 * @param zone in which moments are counted as days
 */
public record Asked(long departmentId, LocalDate today, ZoneId zone) {}
