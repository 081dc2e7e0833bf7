package dev.caramel.sugar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * The body of an answer, taken off the line at once and kept in small parts, to be read once. In
 * one piece a page of records would be a humongous object for the collector G1, larger than half of
 * its regions: each of them begins a marking of the whole heap where memory is scarce.
 */
final class BodyInParts extends HttpEntityWrapper {
  /** Takes answers off the line; the connection is free behind it. */
  static final ExecChainHandler READER = BodyInParts::answer;

  private static final int PART = 64 * 1024;

  private final InputStream parts;

  private BodyInParts(HttpEntity entity) throws IOException {
    super(entity);
    try (InputStream line = entity.getContent()) {
      this.parts = read(line);
    }
  }

  private static ClassicHttpResponse answer(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse answer = chain.proceed(request, scope);
    HttpEntity entity = answer.getEntity();
    if (entity != null && entity.getContent() != null) {
      try {
        answer.setEntity(new BodyInParts(entity));
      } catch (IOException | RuntimeException e) {
        answer.close();
        throw e;
      }
    }
    return answer;
  }

  private static InputStream read(InputStream line) throws IOException {
    List<InputStream> parts = new ArrayList<>();
    int length;
    do {
      byte[] part = new byte[PART];
      length = line.readNBytes(part, 0, PART);
      parts.add(new ByteArrayInputStream(part, 0, length));
    } while (length == PART);
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  @Override
  public InputStream getContent() {
    return parts;
  }

  /** Camel copies what streams. */
  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }
}
