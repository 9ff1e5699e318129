package io.soroka.sources;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Every kind of source there is. */
@Component
class SourceKinds {
    private final List<SourceKind> kinds;

    SourceKinds(List<SourceKind> kinds) {
        this.kinds = kinds.stream().sorted(Comparator.comparing(SourceKind::kind)).toList();
    }

    List<SourceKind> all() {
        return kinds;
    }

    Optional<SourceKind> find(String kind) {
        return kinds.stream().filter(one -> one.kind().equals(kind)).findFirst();
    }
}
