package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.catalog.SugarModule;
import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.store.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes two records of one, and one of several: conversion and merge (reference 8.1, 4.8). */
public final class Conversion {

  private final Instance instance;
  private final Saving saving;

  /**
   * Works on an instance.
   *
   * @param instance the Sugar that is played
   */
  public Conversion(Instance instance) {
    this.instance = instance;
    this.saving = new Saving(instance);
  }

  /**
   * Converts a lead: a Contact with the same values and addresses comes into being, the lead stays,
   * {@code converted}, and points at it. Target lists are not carried over.
   *
   * @param user who does it
   * @param lead the lead
   * @return the new Contact
   */
  public Row convert(SugarUser user, Row lead) {
    Instant now = instance.store().now();
    SugarModule contacts = instance.store().catalog().module("Contacts");
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (SugarField field : instance.store().catalog().module("Leads").fields().values()) {
      SugarField twin = contacts.field(field.name());
      if (field.stored() && twin != null && twin.stored() && twin.type().equals(field.type())) {
        values.put(field.name(), lead.value(field.name()));
      }
    }
    values.keySet().removeAll(List.of("id", "date_modified", "deleted", "team_id", "sync_key"));
    values.put("date_entered", now);
    values.put("created_by", user.id());
    values.put("modified_user_id", user.id());
    String id = UUID.randomUUID().toString();
    instance.store().create("Contacts", id, values, now);
    instance.store().setTeams(found("Contacts", id), lead.teams());
    instance.store().setAddresses(found("Contacts", id), lead.addresses());
    ObjectNode change =
        Json.object().put("converted", true).put("status", "Converted").put("contact_id", id);
    saving.update(user, lead, change, now);
    return found("Contacts", id);
  }

  /**
   * Merges duplicates: the primary record takes what it lacks, addresses and target lists included;
   * the others are deleted.
   *
   * @param user who does it
   * @param primary the record that stays
   * @param others the records that go
   * @return the primary record after it
   */
  public Row merge(SugarUser user, Row primary, List<Row> others) {
    Instant now = instance.store().now();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<Address> addresses = new ArrayList<>(primary.addresses());
    for (Row other : others) {
      for (SugarField field :
          instance.store().catalog().module(primary.module()).fields().values()) {
        String name = field.name();
        if (field.stored() && primary.text(name).isEmpty() && other.value(name) != null) {
          values.putIfAbsent(name, other.value(name));
        }
      }
      for (Address address : other.addresses()) {
        if (addresses.stream().noneMatch(a -> a.addressId().equals(address.addressId()))) {
          boolean first = addresses.isEmpty();
          addresses.add(new Address(address.addressId(), address.address(), first, false));
        }
      }
      moveTargetLists(primary, other);
      saving.delete(user, other, now);
    }
    values.put("modified_user_id", user.id());
    instance.store().update(primary, values, now);
    instance.store().setAddresses(found(primary.module(), primary.id()), addresses);
    return found(primary.module(), primary.id());
  }

  private void moveTargetLists(Row primary, Row other) {
    var link = instance.store().catalog().module(primary.module()).links().get("prospect_lists");
    if (link != null) {
      for (Row list : List.copyOf(instance.store().ties().related(other, link))) {
        instance.store().ties().tie(primary, link, list);
      }
    }
  }

  private Row found(String module, String id) {
    return Objects.requireNonNull(instance.store().table(module).find(id), id);
  }
}
