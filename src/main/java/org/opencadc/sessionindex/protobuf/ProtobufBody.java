package org.opencadc.sessionindex.protobuf;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads a protobuf body as it comes and hands on its JSON, a fraction of it, at its end. */
final class ProtobufBody<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> reader;
  private final KubernetesProtobuf.Body body;
  private Subscription subscription;
  private boolean failed;

  ProtobufBody(BodySubscriber<T> reader, KubernetesProtobuf.Body body) {
    this.reader = reader;
    this.body = body;
  }

  @Override
  public void onSubscribe(Subscription whole) {
    subscription = whole;
    reader.onSubscribe(new OneItem(whole));
  }

  /** Asked for once, the whole body is: it becomes the one item that was asked for. */
  private record OneItem(Subscription body) implements Subscription {
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
  public void onNext(List<ByteBuffer> parts) {
    if (failed) {
      return;
    }
    try {
      for (ByteBuffer part : parts) {
        body.add(part);
      }
    } catch (IOException e) {
      subscription.cancel();
      onError(e);
    }
  }

  @Override
  public void onComplete() {
    if (failed) {
      return;
    }
    List<ByteBuffer> json;
    try {
      json = body.end();
    } catch (IOException e) {
      onError(e);
      return;
    }
    reader.onNext(json);
    reader.onComplete();
  }

  @Override
  public void onError(Throwable failure) {
    if (!failed) {
      failed = true;
      reader.onError(failure);
    }
  }

  @Override
  public CompletionStage<T> getBody() {
    return reader.getBody();
  }
}
