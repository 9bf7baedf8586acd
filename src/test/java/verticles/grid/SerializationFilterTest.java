package verticles.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.ClassFilter;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another member may make this one deserialize. */
class SerializationFilterTest {
  private static ClassFilter allowed() throws UnknownHostException {
    return Grid.settings(new GridConfig("test", "127.0.0.1", 5701, List.of(), GridTls.NONE))
        .getSerializationConfig()
        .getJavaSerializationFilterConfig()
        .getWhitelist();
  }

  /**
   * A failed operation is answered by its exception: refusing it would leave the caller waiting.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.hazelcast.spi.exception.PartitionMigratingException",
        "java.lang.IllegalStateException",
        "[Ljava.lang.StackTraceElement;",
        "java.util.Collections$EmptyList",
        "java.util.concurrent.CancellationException",
        "java.io.EOFException",
        "java.net.ConnectException"
      })
  void theFailureOfAnOperationMayComeBack(String name) throws UnknownHostException {
    assertThat(allowed().isListed(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.commons.collections.functors.InvokerTransformer",
        "javax.management.BadAttributeValueExpException",
        "sun.rmi.server.UnicastRef",
        "org.postgresql.ds.PGSimpleDataSource",
        "java.lang.reflect.Proxy"
      })
  void whatGadgetsAreMadeOfMayNot(String name) throws UnknownHostException {
    assertThat(allowed().isListed(name)).isFalse();
  }
}
