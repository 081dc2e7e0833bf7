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

  private BodyInParts(HttpEntity entity, InputStream line) throws IOException {
    super(entity);
    // One byte more than it says, so that the first part of a short one meets the end.
    long length = entity.getContentLength();
    this.parts = read(line, length < 0 ? PART : (int) Math.min(PART, length + 1));
  }

  private static ClassicHttpResponse answer(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse answer = chain.proceed(request, scope);
    HttpEntity entity = answer.getEntity();
    InputStream line = entity == null ? null : entity.getContent();
    if (line != null) {
      try {
        answer.setEntity(new BodyInParts(entity, line));
        line.close();
      } catch (IOException | RuntimeException e) {
        giveUp(answer, e);
        throw e;
      }
    }
    return answer;
  }

  /** What went wrong first is what is told. */
  private static void giveUp(ClassicHttpResponse answer, Exception cause) {
    try {
      answer.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static InputStream read(InputStream line, int first) throws IOException {
    List<InputStream> parts = new ArrayList<>();
    byte[] part = new byte[first];
    int length = line.readNBytes(part, 0, first);
    while (length == part.length) {
      parts.add(new ByteArrayInputStream(part));
      part = new byte[PART];
      length = line.readNBytes(part, 0, PART);
    }
    parts.add(new ByteArrayInputStream(part, 0, length));
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
