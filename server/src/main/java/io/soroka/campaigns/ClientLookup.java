package io.soroka.campaigns;

import io.soroka.contacts.Client;
import io.soroka.contacts.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds a few clients by what somebody remembers of them: parts of the name, a number's end. */
@Component
public class ClientLookup {
    private static final int MOST_WORDS = 4;
    private static final int SHORTEST_WORD = 2;
    private static final int FEWEST_DIGITS = 3;
    private static final int LONGEST_QUERY = 100;
    private static final String SOUGHT =
            """
            lower(concat_ws(' ', c.last_name, c.first_name, c.middle_name, c.full_name) collate "pg_c_utf8")
            """
                    .strip();

    private final JdbcClient sql;

    ClientLookup(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Clients whose name has every word, whose number ends so, or whose external id or contract
     * this is.
     *
     * @param departmentId whose clients; null for everybody's
     */
    public List<Client> find(@Nullable Long departmentId, String query, int limit) {
        String sought = query.replace("\0", "").strip();
        if (sought.length() < SHORTEST_WORD || sought.length() > LONGEST_QUERY) {
            return List.of();
        }
        var values = new ArrayList<Object>();
        String condition = "c.external_id = ? or c.contract_number = ?";
        values.add(sought);
        values.add(sought);
        String digits = sought.replaceAll("\\D", "");
        if (sought.chars().anyMatch(Character::isLetter)) {
            List<String> words = List.of(sought.toLowerCase(Locale.ROOT).split("\\s+", MOST_WORDS));
            condition +=
                    " or ("
                            + String.join(" and ", words.stream().map(w -> contains()).toList())
                            + ")";
            values.addAll(words);
        } else if (digits.length() >= FEWEST_DIGITS) {
            condition += " or right(c.msisdn::text, ?) = ?";
            // 8 is how Russians begin a number at home.
            String ending =
                    digits.length() == 11 && digits.startsWith("8") ? digits.substring(1) : digits;
            values.add(ending.length());
            values.add(ending);
        }
        String scope = "";
        if (departmentId != null) {
            scope = " and c.department_id = ?";
            values.add(departmentId);
        }
        values.add(limit);
        return sql.sql(
                        "select c.* from client c where (%s)%s order by c.id desc limit ?"
                                .formatted(condition, scope))
                .params(values)
                .query(Clients.rowMapper())
                .list();
    }

    private static String contains() {
        return "position(lower(? collate \"pg_c_utf8\") in " + SOUGHT + ") > 0";
    }
}
