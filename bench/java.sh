# What the benchmarks in Java share; it is sourced, goes to the top folder and finds a JDK 25.
#
#   build test-compile | build package     package also makes the jar that nodes are started from
#   run [JVM options] CLASS [arguments]
script=$(readlink -f "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [[ -z "${JAVA_HOME:-}" ]] || ! grep -qs '^JAVA_VERSION="25' "$JAVA_HOME/release"; then
  for jdk in /usr/lib/jvm/* /usr/java/* /opt/java/*; do
    grep -qs '^JAVA_VERSION="25' "$jdk/release" && export JAVA_HOME="$jdk" && break
  done
fi

build() {
  mvn -B -q -Dquick -DskipTests "$1"
  mvn -B -q dependency:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
}

run() {
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" "$@"
}

# Says how the script that sources this is called, from its own comment, and ends it.
usage() {
  sed -n '/^#   /s/^# *//p' "$script" >&2
  exit 2
}
