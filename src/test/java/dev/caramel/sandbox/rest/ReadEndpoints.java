package dev.caramel.sandbox.rest;

import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.filter.Listing;
import dev.caramel.sandbox.filter.Page;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.Router;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Row;

/** Lists, counts and single records (reference 4). */
public final class ReadEndpoints {

  private final Instance instance;
  private final Access access;
  private final Listing listing;

  /**
   * Makes the endpoints.
   *
   * @param instance the Sugar that is played
   * @param listing its lists
   */
  public ReadEndpoints(Instance instance, Listing listing) {
    this.instance = instance;
    this.access = new Access(instance);
    this.listing = listing;
  }

  /**
   * Adds the routes.
   *
   * @param router where to
   */
  public void addTo(Router router) {
    router
        .on("GET /{module}", this::list)
        .on("GET /{module}/filter", this::list)
        .on("POST /{module}/filter", this::list)
        .on("GET /{module}/count", this::countAll)
        .on("GET /{module}/filter/count", this::count)
        .on("POST /{module}/filter/count", this::count)
        .on("GET /{module}/{id}", this::record)
        .on("GET /{module}/{id}/audit", this::audit);
  }

  private Answer list(Call call) {
    String module = access.module(call, "list");
    if (call.arguments().hasNonNull("q")) {
      // There is no full-text search here (reference 2.3).
      throw new SugarError("search_unavailable");
    }
    return instance
        .store()
        .reading(
            () -> {
              SugarUser user = call.user();
              Page page = listing.page(user, module, call.arguments());
              RecordWriter writer =
                  new RecordWriter(
                      instance, user, module, Fields.read(call.arguments().path("fields")));
              return Answer.json(out -> writer.writePage(out, page)).carrying(page.rows().size());
            });
  }

  private Answer countAll(Call call) {
    String module = access.module(call, "list");
    return instance
        .store()
        .reading(() -> number(listing.count(call.user(), module, Json.object())));
  }

  private Answer count(Call call) {
    String module = access.module(call, "list");
    return instance
        .store()
        .reading(() -> number(listing.count(call.user(), module, call.arguments())));
  }

  static Answer number(int count) {
    return Answer.json(Json.object().put("record_count", count));
  }

  private Answer record(Call call) {
    return instance
        .store()
        .reading(
            () -> {
              Row row = access.record(call, "view");
              RecordWriter writer =
                  new RecordWriter(
                      instance,
                      call.user(),
                      row.module(),
                      Fields.read(call.arguments().path("fields")));
              return Answer.json(out -> writer.write(out, row)).carrying(1);
            });
  }

  private Answer audit(Call call) {
    instance.store().reading(() -> access.record(call, "view"));
    // The sandbox keeps no history of values: an empty log.
    return Answer.json(out -> out.writeRawValue("{\"next_offset\":-1,\"records\":[]}"));
  }
}
