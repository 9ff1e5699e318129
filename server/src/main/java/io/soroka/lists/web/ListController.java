package io.soroka.lists.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.imports.ImportRefused;
import io.soroka.imports.PhoneFiles;
import io.soroka.imports.UploadedFile;
import io.soroka.lists.ClientList;
import io.soroka.lists.ClientList.Origin;
import io.soroka.lists.ClientLists;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.segments.Segment;
import io.soroka.segments.Segments;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists of clients. */
@RestController
@RequestMapping("/api/v1/lists")
class ListController {
    /** Longer lists come as files. */
    private static final int MOST_NUMBERS = 100_000;

    private static final int MOST_LISTS = 20;
    private static final int LONGEST_FILE_NAME = 200;

    private final ClientLists lists;
    private final Segments segments;
    private final PhoneFiles phoneFiles;
    private final CurrentUser user;
    private final Audit audit;

    ListController(
            ClientLists lists,
            Segments segments,
            PhoneFiles phoneFiles,
            CurrentUser user,
            Audit audit) {
        this.lists = lists;
        this.segments = segments;
        this.phoneFiles = phoneFiles;
        this.user = user;
        this.audit = audit;
    }

    /**
     * A list to be made.
     *
     * @param origin what of
     * @param numbers of clients, however they are written, up to 100,000
     * @param segment id of a segment, as it is now
     * @param lists ids of 2 to 20 lists; the others are taken from the first one
     */
    record WantedList(
            @Nullable String name,
            @OneOf(words = {"numbers", "segment", "union", "intersection", "difference"})
                    @Nullable String origin,
            @Nullable List<String> numbers,
            @Nullable String segment,
            @Nullable List<String> lists) {
        @Override
        public String toString() {
            return "WantedList[" + origin + "]";
        }
    }

    record ListName(@Nullable String name) {}

    /**
     * A list.
     *
     * @param madeOf names of the file, the segment or the lists that it was made of
     * @param members how many clients are on it
     * @param unknown numbers that no client had when it was made
     * @param unreadable texts among the numbers that were none
     */
    record ListView(
            String id,
            String name,
            @OneOf(Origin.class) String origin,
            List<String> madeOf,
            long members,
            long unknown,
            long unreadable,
            Instant createdAt,
            String createdBy) {}

    record ListPage(List<ListView> items, @Nullable String next) {}

    @GetMapping
    ListPage all() {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        return new ListPage(
                lists.all(user.scope()).stream().map(ListController::view).toList(), null);
    }

    @GetMapping("/{id}")
    ListView get(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        return view(find(id));
    }

    /** Makes a list of numbers, of a segment as it is now, or of other lists. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ListView make(@RequestBody WantedList wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        return switch (wanted.origin() == null ? "" : wanted.origin()) {
            case "numbers" -> {
                List<String> numbers = wanted.numbers();
                if (numbers == null || numbers.isEmpty() || numbers.size() > MOST_NUMBERS) {
                    throw new ProblemException(422, "list-numbers", MOST_NUMBERS).at("/numbers");
                }
                yield created(lists.ofNumbers(wanted(user.departmentId(), wanted), numbers));
            }
            case "segment" -> {
                Segment segment = segment(wanted.segment());
                yield created(lists.ofSegment(wanted(segment.departmentId(), wanted), segment));
            }
            case "union" -> combined(wanted, Origin.UNION);
            case "intersection" -> combined(wanted, Origin.INTERSECTION);
            case "difference" -> combined(wanted, Origin.DIFFERENCE);
            default -> throw new ProblemException(422, "list-origin").at("/origin");
        };
    }

    /** Makes a list of the clients whose numbers stand in a file, CSV or a workbook. */
    @PostMapping(path = "/file", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ListView makeOfFile(@RequestParam(defaultValue = "") String name, HttpServletRequest request)
            throws IOException {
        user.require(Role.CAMPAIGN_MANAGER);
        UploadedFile file = UploadedFile.of(request);
        var wanted = new ClientLists.Wanted(user.departmentId(), name, user.user().name());
        try {
            return created(
                    phoneFiles.read(
                            file.content(),
                            rows -> lists.ofFile(wanted, shown(file.name()), rows)));
        } catch (ImportRefused e) {
            throw e.problem();
        }
    }

    @PutMapping("/{id}")
    ListView rename(@PathVariable long id, @RequestBody ListName wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        ClientList list = lists.rename(find(id), wanted.name() == null ? "" : wanted.name());
        audit.record("list.renamed", "list:" + id, Map.of());
        return view(list);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        lists.delete(find(id));
        audit.record("list.deleted", "list:" + id, Map.of());
    }

    private ListView combined(WantedList wanted, Origin origin) {
        List<String> ids = wanted.lists() == null ? List.of() : wanted.lists();
        if (ids.size() < 2
                || ids.size() > MOST_LISTS
                || ids.stream().distinct().count() < ids.size()) {
            throw new ProblemException(422, "list-lists", MOST_LISTS).at("/lists");
        }
        List<ClientList> all = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            String place = "/lists/" + i;
            ClientList one =
                    lists.find(user.scope(), number(ids.get(i)))
                            .orElseThrow(() -> new ProblemException(422, "list-unknown").at(place));
            if (!all.isEmpty() && all.getFirst().departmentId() != one.departmentId()) {
                throw new ProblemException(422, "list-unknown").at(place);
            }
            all.add(one);
        }
        return created(lists.ofLists(wanted(all.getFirst().departmentId(), wanted), origin, all));
    }

    private Segment segment(@Nullable String id) {
        long wanted = number(id);
        return (user.seesAll() ? segments.find(wanted) : segments.find(user.departmentId(), wanted))
                .orElseThrow(() -> new ProblemException(422, "list-segment").at("/segment"));
    }

    /** No list and no segment has the id 0. */
    private static long number(@Nullable String id) {
        try {
            return id == null ? 0 : Long.parseLong(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private ClientLists.Wanted wanted(long departmentId, WantedList wanted) {
        return new ClientLists.Wanted(
                departmentId, wanted.name() == null ? "" : wanted.name(), user.user().name());
    }

    private ListView created(ClientList list) {
        audit.record(
                "list.created",
                "list:" + list.id(),
                Map.of("origin", list.origin().code(), "members", list.members()));
        return view(list);
    }

    private ClientList find(long id) {
        return lists.find(user.scope(), id)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    /** The last part of a path, without what cannot be shown. */
    private static String shown(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("\\p{C}", "").strip();
        int most = Math.min(LONGEST_FILE_NAME, clean.codePointCount(0, clean.length()));
        return clean.substring(0, clean.offsetByCodePoints(0, most));
    }

    private static ListView view(ClientList list) {
        return new ListView(
                Long.toString(list.id()),
                list.name(),
                list.origin().code(),
                list.madeOf(),
                list.members(),
                list.unknown(),
                list.unreadable(),
                list.createdAt(),
                list.createdBy());
    }
}
