package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.access.Role;
import io.soroka.campaigns.Searches;
import io.soroka.contacts.ClientSearch;
import io.soroka.platform.OneOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search that is at hand on every page: each role finds what it may open. */
@RestController
@RequestMapping("/api/v1/search")
class SearchController {
    private static final int OF_A_KIND = 5;

    private final Searches searches;
    private final ClientSearch clients;
    private final CurrentUser user;
    private final Masking masking;
    private final Audit audit;

    SearchController(
            Searches searches,
            ClientSearch clients,
            CurrentUser user,
            Masking masking,
            Audit audit) {
        this.searches = searches;
        this.clients = clients;
        this.user = user;
        this.masking = masking;
        this.audit = audit;
    }

    record FoundView(
            @OneOf(words = {"campaign", "segment", "text", "client"}) String kind,
            String id,
            String title,
            String hint) {
        @Override
        public String toString() {
            return "FoundView[" + kind + " " + id + "]";
        }
    }

    record FoundList(List<FoundView> items) {}

    @GetMapping
    FoundList find(@RequestParam(defaultValue = "") String query) {
        Role role = user.user().role();
        Long scope = user.scope();
        var found = new ArrayList<FoundView>();
        searches.find(scope, kinds(role), query, OF_A_KIND)
                .forEach(one ->
                        found.add(
                                new FoundView(
                                        one.kind(),
                                        Long.toString(one.id()),
                                        one.title(),
                                        one.hint())));
        if (seesClients(role)) {
            List<ClientSearch.Found> people = clients.few(scope, query, OF_A_KIND);
            people.forEach(client -> found.add(view(client)));
            audit.record("clients.searched", null, Map.of("people", people.size()));
        } else {
            audit.record("search.made", null, Map.of());
        }
        return new FoundList(found);
    }

    private static Set<String> kinds(Role role) {
        return switch (role) {
            case ADMINISTRATOR, CAMPAIGN_MANAGER, APPROVER -> Set.of("campaign", "segment", "text");
            case ANALYST -> Set.of("campaign");
            case AGENT, ALERT_OPERATOR -> Set.of();
        };
    }

    private static boolean seesClients(Role role) {
        return switch (role) {
            case ADMINISTRATOR, CAMPAIGN_MANAGER, APPROVER, AGENT -> true;
            case ANALYST, ALERT_OPERATOR -> false;
        };
    }

    private FoundView view(ClientSearch.Found client) {
        String city = client.city();
        String phone = masking.phone(client.msisdn());
        return new FoundView(
                "client",
                Long.toString(client.id()),
                Objects.requireNonNullElse(masking.name(client.name()), phone),
                city == null ? phone : phone + ", " + city);
    }
}
