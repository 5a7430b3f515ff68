package io.mmp.test.fault;

/** No listener; the proxy itself closes it. */
record Down() implements Kind {

    @Override
    public Effect effect(Strike strike) {
        return new Effect() {
            @Override
            public void begin(long now) {
                strike.hit();
                strike.connection().close();
            }
        };
    }

    @Override
    public boolean isOfConnections() {
        return true;
    }

    @Override
    public String toString() {
        return "down";
    }
}
