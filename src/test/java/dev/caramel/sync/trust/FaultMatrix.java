package dev.caramel.sync.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sandbox.control.RequestLog;
import dev.caramel.sugar.Sugar;
import dev.caramel.testkit.RunningCaramel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A list, a fault at each request of its pulls, and what a run may end with that meets it. */
final class FaultMatrix {
  private static final ListDefinition LIST =
      ListDefinition.ofStatuses("matrix", "New", "Assigned").with("sweep: each-run");
  private static final String TOKEN = "oauth2/token";

  private final RunningCaramel caramel;
  private final Truth truth;
  private final Stir stir;

  /** Of a program that {@link #settings} made. */
  FaultMatrix(RunningCaramel caramel) {
    this.caramel = caramel;
    this.truth = new Truth(caramel);
    this.stir = new Stir(caramel, LIST.id());
  }

  /** Small pages, so that there are several, and pauses that take no time. */
  static RunningCaramel settings(String responseTimeout) {
    return RunningCaramel.withSandbox(sandbox -> sandbox.leads(0).contacts(0).prospects(0))
        .with("caramel.pull.page-size", 10)
        .with("caramel.sugar.metadata-check", "0s")
        .with("caramel.sugar.response-timeout", responseTimeout)
        .with("caramel.sugar.policy.busy.first-pause", "1ms")
        .with("caramel.sugar.policy.busy.longest-pause", "2ms")
        .with("caramel.sugar.policy.busy.bound", "10ms")
        .with("caramel.sugar.policy.no-answer.first-pause", "1ms")
        .with("caramel.sugar.policy.no-answer.longest-pause", "2ms");
  }

  void haveAList() {
    if (caramel.lastRun(LIST.id()).isMissingNode()) {
      stir.createLeads();
      caramel.sync(LIST.id(), LIST.yaml());
    }
  }

  /**
   * A kind of fault, and what is promised of it.
   *
   * @param fault what happens to one request
   * @param staying cause of the run that meets it again and again
   * @param once cause of the run that meets it once; empty where that does no harm
   */
  record Kind(Fault fault, String staying, String once) {
    static Kind mended(Fault fault, String staying) {
      return new Kind(fault, staying, "");
    }

    static Kind ends(Fault fault, String cause) {
      return new Kind(fault, cause, cause);
    }

    boolean endsSessions() {
      return fault.status() == 401
          || fault.kind().equals("kill-session")
          || fault.kind().equals("expire-token");
    }

    /** Whether Sugar itself says no, in its own words. */
    boolean isRefusal() {
      return fault.kind().equals("status") && fault.status() < 429;
    }

    @Override
    public String toString() {
      return fault.kind()
          + (fault.status() == 0 ? "" : " " + fault.status())
          + (fault.retryAfter() == null ? "" : ", Retry-After " + fault.retryAfter())
          + (fault.body() == null ? "" : " " + fault.body());
    }
  }

  /** Changes in Sugar what the next pull has to find; forgets the requests until then. */
  void stir() {
    stir.stir();
    caramel.sandbox().requests().clear();
  }

  JsonNode run() {
    return caramel.run(LIST.id());
  }

  void holds() {
    truth.holds(LIST, "after the run");
  }

  /**
   * Has a fault hit the first request of a run, then the second one of the next, and so on until a
   * run makes no more.
   *
   * @param kind what is promised
   * @param fault what happens to the request, or from it on
   * @param first whether each run is the first one of its list, and logs in
   */
  void atEachRequest(Kind kind, Fault fault, boolean first) {
    List<String> wrong = new ArrayList<>();
    boolean hit = true;
    for (int k = 1; hit; k++) {
      stir.stir();
      if (first) {
        stir.forgetList();
        caramel.bean(Sugar.class).forgetMetadata("default");
        caramel.sandbox().instance().sessions().endAll();
      }
      caramel.sandbox().requests().clear();
      caramel.sandbox().faults().add(fault.at(k));
      JsonNode run = caramel.run(LIST.id());
      caramel.sandbox().faults().clear();
      List<RequestLog.Entry> made = caramel.sandbox().requests().all();
      hit = k <= made.size();
      try {
        List<String> causes = hit ? causes(kind, fault, made.subList(0, k)) : List.of("");
        judge(run, causes, made, first);
      } catch (AssertionError e) {
        wrong.add("request %d, %s: %s".formatted(k, hit ? made.get(k - 1) : "", e.getMessage()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Causes that may end a run; the empty one is that of a success. */
  private static List<String> causes(Kind kind, Fault fault, List<RequestLog.Entry> made) {
    String path = made.get(made.size() - 1).path();
    boolean stays = fault.times() < 0;
    String usual = stays ? kind.staying() : kind.once();
    if (path.contains(TOKEN)) {
      boolean refresh = logins(made) == 1;
      return kind.isRefusal()
          ? List.of(refresh ? "" : "Sugar refused the login of")
          : List.of(usual);
    }
    if (kind.endsSessions()
        && logins(made.subList(Math.max(0, made.size() - 3), made.size())) > 0) {
      // The second time for one request, and for the question for Sugar's release that leads it.
      return List.of("it gave a new session and refused that as well");
    }
    boolean notThere = fault.status() == 403 || fault.status() == 404;
    if (notThere && (path.contains("EmailAddresses") || path.contains("/lang/"))) {
      return List.of("");
    }
    // Whether all metadata miss, or only their hash, cannot be seen in a request's path.
    return fault.status() == 404 && path.endsWith("metadata")
        ? List.of("", usual, "Sugar has no module")
        : List.of(usual);
  }

  private void judge(
      JsonNode run, List<String> causes, List<RequestLog.Entry> made, boolean first) {
    assertThat(logins(made)).as("logins").isLessThanOrEqualTo(first ? 4 : 2);
    String outcome = run.path("outcome").asText();
    String cause = run.path("cause").asText();
    if (outcome.equals("succeeded")) {
      assertThat(causes).as("the run succeeded").contains("");
      if (run.path("notes").isEmpty()) {
        holds();
      } else {
        // Sugar did not show its addresses: the run says so, and the next one catches up.
        nextRunMakesItRight();
      }
      return;
    }
    assertThat(outcome).as("%s", run).isEqualTo("failed");
    assertThat(causes).as(cause).anyMatch(one -> !one.isEmpty() && cause.contains(one));
    if (cause.startsWith("Sugar refused the login of")) {
      theLoginIsLeftAlone(cause);
    }
    nextRunMakesItRight();
  }

  /** Until somebody asks for a test: no user is locked out by a hundred syncs. */
  private void theLoginIsLeftAlone(String cause) {
    caramel.sandbox().requests().clear();
    JsonNode run = caramel.run(LIST.id());
    assertThat(run.path("cause").asText()).startsWith(cause.substring(0, 40));
    assertThat(logins(caramel.sandbox().requests().all())).as("logins while blocked").isZero();
    caramel.send("GET", "/api/sugar/test", null, Map.of());
  }

  void nextRunMakesItRight() {
    JsonNode next = caramel.run(LIST.id());
    assertThat(next.path("outcome").asText()).as("%s", next).isEqualTo("succeeded");
    truth.holds(LIST, "after the next run");
  }

  static long logins(List<RequestLog.Entry> made) {
    return made.stream().filter(request -> request.path().contains(TOKEN)).count();
  }
}
