package io.soroka.access.web;

import io.soroka.access.Department;

/** A department as the API shows it. */
record DepartmentView(String id, String name) {
    static DepartmentView of(Department department) {
        return new DepartmentView(String.valueOf(department.id()), department.name());
    }
}
