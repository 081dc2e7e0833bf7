package dev.caramel.sync.program;

import dev.caramel.list.SegmentUses;
import java.util.List;
import org.springframework.stereotype.Component;

/** The steps of maintenance programs that are limited to a segment need it. */
@Component
class ProgramSegments implements SegmentUses {
  private final Programs programs;

  ProgramSegments(Programs programs) {
    this.programs = programs;
  }

  @Override
  public List<String> of(String list, String segment) {
    return programs.all().stream()
        .filter(program -> program.definition() != null)
        .filter(
            program ->
                program.definition().steps().stream()
                    .map(MaintenanceProgram.Step::parameters)
                    .anyMatch(
                        step ->
                            list.equals(step.get("list")) && segment.equals(step.get("segment"))))
        .map(program -> "the program %s (%s)".formatted(program.id(), program.file()))
        .toList();
  }
}
