package io.soroka.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImportNotesTest {
    @Test
    void showsPersonalValuesByTheirShapeOnly() {
        assertThat(ImportNotes.shown("31.02.1990", true)).isEqualTo("31.••.••••");
        assertThat(ImportNotes.shown("7,9161E+10", true)).isEqualTo("7,•••••+••");
        assertThat(ImportNotes.shown("Иванов Иван Иванович", true)).isEqualTo("Ив•••• •••• …");
        assertThat(ImportNotes.shown("да", false)).isEqualTo("да");
        assertThat(ImportNotes.shown("x".repeat(41), false)).isEqualTo("x".repeat(40) + "…");
    }
}
