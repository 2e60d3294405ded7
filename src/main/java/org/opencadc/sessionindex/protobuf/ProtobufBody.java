package org.opencadc.sessionindex.protobuf;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Holds a whole protobuf body, then hands on its JSON, which is a fraction of it. */
final class ProtobufBody<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> reader;
  private final KubernetesProtobuf protobuf;
  private final List<ByteBuffer> parts = new ArrayList<>();

  ProtobufBody(BodySubscriber<T> reader, KubernetesProtobuf protobuf) {
    this.reader = reader;
    this.protobuf = protobuf;
  }

  @Override
  public void onSubscribe(Subscription body) {
    reader.onSubscribe(new Whole(body));
  }

  /** Asked for once, the whole body is: it becomes the one item that was asked for. */
  private static final class Whole implements Subscription {
    private final Subscription body;

    Whole(Subscription body) {
      this.body = body;
    }

    @Override
    public void request(long items) {
      body.request(Long.MAX_VALUE);
    }

    @Override
    public void cancel() {
      body.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> more) {
    parts.addAll(more);
  }

  @Override
  public void onComplete() {
    byte[] json;
    try {
      json = protobuf.object(parts);
    } catch (IOException e) {
      reader.onError(e);
      return;
    } finally {
      parts.clear();
    }
    reader.onNext(List.of(ByteBuffer.wrap(json)));
    reader.onComplete();
  }

  @Override
  public void onError(Throwable failure) {
    parts.clear();
    reader.onError(failure);
  }

  @Override
  public CompletionStage<T> getBody() {
    return reader.getBody();
  }
}
