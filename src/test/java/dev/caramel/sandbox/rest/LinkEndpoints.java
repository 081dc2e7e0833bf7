package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.catalog.SugarLink;
import dev.caramel.sandbox.filter.Listing;
import dev.caramel.sandbox.filter.Page;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.Router;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Links;
import dev.caramel.sandbox.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Related records, target lists among them (reference 6). */
public final class LinkEndpoints {

  private final Instance instance;
  private final Access access;
  private final Listing listing;
  private final Links links;
  private final Relating relating;

  /**
   * Makes the endpoints.
   *
   * @param instance the Sugar that is played
   * @param listing its lists
   */
  public LinkEndpoints(Instance instance, Listing listing) {
    this.instance = instance;
    this.access = new Access(instance);
    this.listing = listing;
    this.links = new Links(instance.store());
    this.relating = new Relating(instance.store());
  }

  /**
   * Adds the routes. {@code POST .../link/<link>/filter} has none of its own: it relates the record
   * whose id is {@code filter} (reference 6.1).
   *
   * @param router where to
   */
  public void addTo(Router router) {
    String base = " /{module}/{id}/link";
    router
        .on("GET" + base + "/{link}", this::list)
        .on("GET" + base + "/{link}/filter", this::list)
        .on("GET" + base + "/{link}/count", this::count)
        .on("GET" + base + "/{link}/leancount", this::leanCount)
        .on("POST" + base, this::relateMany)
        .on("POST" + base + "/{link}", this::createRelated)
        .on("POST" + base + "/{link}/{other}", this::relate)
        .on("DELETE" + base + "/{link}/{other}", this::unrelate);
  }

  private Answer list(Call call) {
    return instance
        .store()
        .reading(
            () -> {
              Row row = access.record(call, "view");
              SugarLink link = link(row, call.variable("link"));
              if (!instance.store().has(link.module())) {
                return Answer.json(out -> out.writeRawValue("{\"next_offset\":-1,\"records\":[]}"));
              }
              access.check(link.module(), call.user(), "list");
              ObjectNode arguments = call.arguments();
              Page page =
                  listing.page(call.user(), link.module(), links.related(row, link), arguments);
              Set<String> fields = Fields.read(arguments.path("fields"));
              RecordWriter writer = new RecordWriter(instance, call.user(), link.module(), fields);
              return Answer.json(out -> writer.writePage(out, page)).carrying(page.rows().size());
            });
  }

  private int number(Call call) {
    Row row = access.record(call, "view");
    SugarLink link = link(row, call.variable("link"));
    return instance.store().has(link.module())
        ? listing.count(call.user(), link.module(), links.related(row, link), call.arguments())
        : 0;
  }

  private Answer count(Call call) {
    return instance.store().reading(() -> ReadEndpoints.number(number(call)));
  }

  private Answer leanCount(Call call) {
    int most = call.arguments().path("max_num").asInt(20);
    int number = instance.store().reading(() -> number(call));
    return Answer.json(
        Json.object().put("record_count", Math.min(number, most)).put("has_more", number > most));
  }

  private Answer relate(Call call) {
    Answer answer = change(call, true);
    instance.saved();
    return answer;
  }

  private Answer unrelate(Call call) {
    Answer answer = change(call, false);
    instance.saved();
    return answer;
  }

  private Answer change(Call call, boolean related) {
    return instance
        .store()
        .writing(
            () -> {
              Row row = access.record(call, "edit");
              SugarLink link = link(row, call.variable("link"));
              Row other = access.record(link.module(), call.variable("other"), call.user());
              apply(row, link, other, related);
              SugarUser user = call.user();
              return Answer.json(
                  out -> {
                    out.writeStartObject();
                    out.writeFieldName("record");
                    writer(user, row).write(out, fresh(row));
                    out.writeFieldName("related_record");
                    writer(user, other).write(out, fresh(other));
                    out.writeEndObject();
                  });
            });
  }

  private void apply(Row row, SugarLink link, Row other, boolean related) {
    if (related) {
      relating.relate(row, link, other);
    } else {
      relating.part(row, link, other);
    }
    if (row.module().equals("ProspectLists") && instance.on(Switch.JOINING_MOVES_LIST_DATE)) {
      instance.store().update(fresh(row), Map.of(), instance.store().now());
    }
  }

  private Answer relateMany(Call call) {
    ObjectNode body = call.fields();
    if (!body.hasNonNull("link_name") || !body.path("ids").isArray()) {
      throw new SugarError("missing_parameter");
    }
    Answer answer =
        instance
            .store()
            .writing(
                () -> {
                  Row row = access.record(call, "edit");
                  SugarLink link = link(row, body.path("link_name").asText());
                  List<Row> others = new ArrayList<>();
                  body.path("ids")
                      .forEach(
                          id ->
                              others.add(
                                  access.record(
                                      link.module(),
                                      id.isObject() ? id.path("id").asText() : id.asText(),
                                      call.user())));
                  others.forEach(other -> apply(row, link, other, true));
                  return both(call.user(), row, others);
                });
    instance.saved();
    return answer;
  }

  private Answer both(SugarUser user, Row row, List<Row> others) {
    return Answer.json(
        out -> {
          out.writeStartObject();
          out.writeFieldName("record");
          writer(user, row).write(out, fresh(row));
          out.writeArrayFieldStart("related_records");
          for (Row other : others) {
            writer(user, other).write(out, fresh(other));
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private Answer createRelated(Call call) {
    Answer answer =
        instance
            .store()
            .writing(
                () -> {
                  Row row = access.record(call, "edit");
                  SugarLink link = link(row, call.variable("link"));
                  access.check(link.module(), call.user(), "create");
                  Row other =
                      new Saving(instance)
                          .create(
                              call.user(), link.module(), call.fields(), instance.store().now());
                  apply(row, link, other, true);
                  return both(call.user(), row, List.of(other));
                });
    instance.saved();
    return answer;
  }

  private RecordWriter writer(SugarUser user, Row row) {
    return new RecordWriter(instance, user, row.module(), Set.of());
  }

  private Row fresh(Row row) {
    Row now = instance.store().table(row.module()).find(row.id());
    return now == null ? row : now;
  }

  private SugarLink link(Row row, String name) {
    SugarLink link = instance.store().catalog().module(row.module()).links().get(name);
    if (link == null) {
      throw new SugarError("not_found");
    }
    return link;
  }
}
