package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.Syncs;
import dev.caramel.sync.program.MaintenanceProgram;
import dev.caramel.sync.program.Programs;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts the run policy on the route of every sync and of every maintenance program. */
@Component
class RunPolicyFactory implements RoutePolicyFactory {
  private final ObjectProvider<Syncs> syncs;
  private final ObjectProvider<Programs> programs;
  private final ObjectProvider<LiveRuns> runs;
  private final ObjectProvider<RunOwners> owners;

  RunPolicyFactory(
      ObjectProvider<Syncs> syncs,
      ObjectProvider<Programs> programs,
      ObjectProvider<LiveRuns> runs,
      ObjectProvider<RunOwners> owners) {
    this.syncs = syncs;
    this.programs = programs;
    this.runs = runs;
    this.owners = owners;
  }

  @Override
  public @Nullable RoutePolicy createRoutePolicy(
      CamelContext context, String routeId, NamedNode route) {
    return startable(routeId).isEmpty()
        ? null
        : new RunPolicy(
            () -> startable(routeId), syncs.getObject(), runs.getObject(), owners.getObject());
  }

  private Optional<RunPolicy.Startable> startable(String routeId) {
    return syncs
        .getObject()
        .definition(routeId)
        .<RunPolicy.Startable>map(sync -> new StartableSync(sync, runs.getObject()))
        .or(
            () ->
                programs
                    .getObject()
                    .definition(routeId)
                    .map(program -> new StartableProgram(program, runs.getObject())));
  }

  private record StartableSync(ListSync sync, LiveRuns runs) implements RunPolicy.Startable {
    @Override
    public RunOwner owner() {
      return RunOwner.of(sync);
    }

    @Override
    public Optional<Run> begin(RunRequest request, @Nullable Run caller) {
      return runs.begin(sync, RunRequest.by(RunRequest.Trigger.SCHEDULE));
    }
  }

  private record StartableProgram(MaintenanceProgram program, LiveRuns runs)
      implements RunPolicy.Startable {
    @Override
    public RunOwner owner() {
      return RunOwner.of(program);
    }

    /**
     * As a step of a sync it comes before what follows it, whatever a schedule does: it waits for a
     * run that is under way, and then makes its own.
     */
    @Override
    public Optional<Run> begin(RunRequest request, @Nullable Run caller) {
      Optional<Run> run = runs.begin(program, request, caller);
      while (run.isEmpty() && caller != null) {
        caller.goOn();
        runs.awaitEnd();
        run = runs.begin(program, request, caller);
      }
      return run;
    }
  }
}
