package io.soroka.access.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Departments;
import io.soroka.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Departments, for administrators. */
@RestController
@RequestMapping("/api/v1/departments")
class DepartmentController {
    private final Departments departments;
    private final CurrentUser current;

    DepartmentController(Departments departments, CurrentUser current) {
        this.departments = departments;
        this.current = current;
    }

    record StaffedView(String id, String name, long users) {}

    record DepartmentList(List<StaffedView> items) {}

    record DepartmentName(@NotEmpty String name) {}

    @GetMapping
    DepartmentList list() {
        current.require();
        return new DepartmentList(
                departments.staffed().stream()
                        .map(one ->
                                new StaffedView(
                                        String.valueOf(one.department().id()),
                                        one.department().name(),
                                        one.users()))
                        .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    DepartmentView add(@Valid @RequestBody DepartmentName wanted) {
        current.require();
        return DepartmentView.of(departments.create(wanted.name()));
    }

    @PutMapping("/{id}")
    DepartmentView rename(@PathVariable long id, @Valid @RequestBody DepartmentName wanted) {
        current.require();
        return DepartmentView.of(departments.rename(id, wanted.name()));
    }

    /** A department's id in a body; what is no number names no department. */
    static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(400, "department-unknown").at("/departmentId");
        }
    }
}
