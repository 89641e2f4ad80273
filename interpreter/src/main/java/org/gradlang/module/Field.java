package org.gradlang.module;

/** An attribute of all instances of one shape: its name, its place, and how it is held. */
record Field(String name, int index, FieldKind kind) {}
