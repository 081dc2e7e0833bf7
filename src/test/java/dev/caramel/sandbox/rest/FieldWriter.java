package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.caramel.sandbox.store.Row;
import java.io.IOException;

/** Writes the value of one field of a record. */
@FunctionalInterface
interface FieldWriter {
  void write(JsonGenerator out, Row row) throws IOException;
}
