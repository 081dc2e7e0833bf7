package dev.caramel.sandbox;

import dev.caramel.sandbox.auth.Role;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.catalog.SugarLink;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.rest.AddressFlags;
import dev.caramel.sandbox.rest.Conversion;
import dev.caramel.sandbox.rest.Relating;
import dev.caramel.sandbox.rest.Saving;
import dev.caramel.sandbox.store.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes the data of the sandbox as another user would, in a browser. Values are taken as laxly as
 * by the REST API; the key {@code date_modified} (an {@link Instant}, or its text with an offset)
 * sets the record's time, also in the past, as a transaction that was committed late does.
 */
public final class Sugar {

  private static final String LISTS = "ProspectLists";

  private final Instance instance;
  private final Saving saving;
  private final SugarUser somebody;

  Sugar(Instance instance) {
    this.instance = instance;
    this.saving = new Saving(instance);
    this.somebody =
        new SugarUser(
            "seed_jim_id",
            "jim",
            "",
            true,
            null,
            ZoneOffset.UTC,
            "en_us",
            new Role(),
            SugarUser.State.ACTIVE);
  }

  /**
   * Creates a record.
   *
   * @param module the module
   * @param values its values; {@code id} if it is to have a certain one
   * @return its id
   */
  public String create(String module, Map<String, ? extends @Nullable Object> values) {
    return write(() -> saving.create(somebody, module, SugarInput.body(values), time(values))).id();
  }

  /**
   * Changes a record.
   *
   * @param module the module
   * @param id its id
   * @param values the values that change
   */
  public void update(String module, String id, Map<String, ? extends @Nullable Object> values) {
    write(() -> saving.update(somebody, row(module, id), SugarInput.body(values), time(values)));
  }

  /**
   * Deletes a record softly, now.
   *
   * @param module the module
   * @param id its id
   */
  public void delete(String module, String id) {
    delete(module, id, instance.store().now());
  }

  /**
   * Deletes a record softly.
   *
   * @param module the module
   * @param id its id
   * @param at its {@code date_modified} from then on
   */
  public void delete(String module, String id, Instant at) {
    write(
        () -> {
          Row row = row(module, id);
          saving.delete(somebody, row, at);
          return row;
        });
  }

  /**
   * Brings a deleted record back.
   *
   * @param module the module
   * @param id its id
   */
  public void undelete(String module, String id) {
    write(
        () -> {
          Row row = row(module, id);
          instance.store().delete(row, false, instance.store().now());
          return row;
        });
  }

  /**
   * Merges duplicates: the primary keeps its id and takes the values that it lacks, the others are
   * deleted (reference 4.8).
   *
   * @param module the module
   * @param primary the id of the record that stays
   * @param others the ids of the records that go
   */
  public void merge(String module, String primary, List<String> others) {
    write(
        () -> new Conversion(instance).merge(somebody, row(module, primary), rows(module, others)));
  }

  /**
   * Converts a lead (reference 8.1).
   *
   * @param leadId its id
   * @return the id of the new Contact
   */
  public String convert(String leadId) {
    return write(() -> new Conversion(instance).convert(somebody, row("Leads", leadId))).id();
  }

  /**
   * Sets the flags of an address, for all records that have it.
   *
   * @param email the address
   * @param optOut whether its owner is opted out
   * @param invalid whether it is invalid
   */
  public void setAddress(String email, boolean optOut, boolean invalid) {
    instance
        .store()
        .writing(
            () -> {
              Instant now = instance.store().now();
              String id = instance.store().addresses().obtain(email, now);
              new AddressFlags(instance).set(id, optOut, invalid, now);
              return id;
            });
  }

  /**
   * Puts a record on a target list; no {@code date_modified} moves.
   *
   * @param listId the target list
   * @param module the record's module
   * @param id the record's id
   */
  public void addToTargetList(String listId, String module, String id) {
    write(
        () -> {
          Row list = row(LISTS, listId);
          new Relating(instance.store()).relate(list, listLink(module), row(module, id));
          return list;
        });
  }

  /**
   * Takes a record off a target list.
   *
   * @param listId the target list
   * @param module the record's module
   * @param id the record's id
   */
  public void removeFromTargetList(String listId, String module, String id) {
    write(
        () -> {
          Row list = row(LISTS, listId);
          new Relating(instance.store()).part(list, listLink(module), row(module, id));
          return list;
        });
  }

  /**
   * Gives a record other teams; its {@code date_modified} moves.
   *
   * @param module the module
   * @param id its id
   * @param teamNames names or ids of teams, the primary one first
   */
  public void setTeams(String module, String id, List<String> teamNames) {
    write(
        () -> {
          List<String> ids =
              teamNames.stream().map(name -> SugarInput.teamId(instance.store(), name)).toList();
          instance.store().setTeams(row(module, id), ids);
          instance.store().update(row(module, id), Map.of(), instance.store().now());
          return row(module, id);
        });
  }

  /**
   * Removes all deleted records for good.
   *
   * @return how many there were
   */
  public int prune() {
    return instance.store().writing(instance.store()::prune);
  }

  /**
   * A record as the database holds it, deleted or not.
   *
   * @param module the module
   * @param id its id
   * @return canonical values by field, with {@code deleted}, {@code teams} (ids) and {@code emails}
   *     (texts, the primary one first)
   * @throws IllegalArgumentException if there is none
   */
  public Map<String, @Nullable Object> record(String module, String id) {
    return instance
        .store()
        .reading(
            () -> {
              Row row = row(module, id);
              Map<String, @Nullable Object> values = new LinkedHashMap<>();
              for (String field : instance.store().catalog().module(module).fields().keySet()) {
                Object value = row.value(field);
                if (value != null) {
                  values.put(field, value);
                }
              }
              values.put("teams", row.teams());
              values.put(
                  "emails",
                  row.addresses().stream()
                      .sorted((a, b) -> Boolean.compare(b.primary(), a.primary()))
                      .map(address -> address.address())
                      .toList());
              return values;
            });
  }

  /**
   * The ids of all records that are not deleted.
   *
   * @param module the module
   * @return in the order of the database
   */
  public List<String> ids(String module) {
    return instance
        .store()
        .reading(
            () -> {
              List<String> ids = new ArrayList<>();
              for (Iterator<Row> all = instance.store().table(module).byId(""); all.hasNext(); ) {
                Row row = all.next();
                if (!row.deleted()) {
                  ids.add(row.id());
                }
              }
              return ids;
            });
  }

  private Row write(Supplier<Row> work) {
    return instance.store().writing(work);
  }

  private Row row(String module, String id) {
    Row row = instance.store().table(module).find(id);
    if (row == null) {
      throw new IllegalArgumentException("No record " + id + " in " + module);
    }
    return row;
  }

  private List<Row> rows(String module, List<String> ids) {
    return ids.stream().map(id -> row(module, id)).toList();
  }

  private SugarLink listLink(String module) {
    return instance.store().catalog().module(LISTS).links().values().stream()
        .filter(link -> link.module().equals(module) && !link.name().endsWith("_link"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No target list holds " + module));
  }

  private Instant time(Map<String, ? extends @Nullable Object> values) {
    return SugarInput.time(values, instance.store().now());
  }
}
