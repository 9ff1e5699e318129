package io.soroka.access;

/**
 * Someone has switched practice mode on. Published in the same transaction, each time: whoever
 * fills the practice department must look what is there already.
 *
 * @param departmentId the user's department
 * @param practiceDepartmentId its practice twin
 */
public record PracticeEntered(long departmentId, long practiceDepartmentId) {}
