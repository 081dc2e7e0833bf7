package dev.caramel.ops;

import dev.caramel.sync.program.LoadedProgram;
import dev.caramel.sync.program.Programs;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The figures of all maintenance programs. */
@Component
class ProgramWatch extends Watch {
  ProgramWatch(Programs programs, SyncLedger ledger, ScheduledSyncs schedules, Clock clock) {
    super(
        LedgerStatements.PROGRAMS,
        () -> programs.all().stream().map(LoadedProgram::id).toList(),
        ledger,
        schedules,
        clock);
  }
}
