package dev.caramel.ops;

import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Syncs;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The figures of all syncs. */
@Component
class SyncWatch extends Watch {
  SyncWatch(Syncs syncs, SyncLedger ledger, ScheduledSyncs schedules, Clock clock) {
    super(
        LedgerStatements.SYNCS,
        () -> syncs.all().stream().map(LoadedSync::id).toList(),
        ledger,
        schedules,
        clock);
  }
}
