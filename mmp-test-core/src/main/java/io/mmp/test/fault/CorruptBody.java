package io.mmp.test.fault;

/** Other bytes. */
record CorruptBody() implements Kind {

    @Override
    public Effect effect(Strike strike) {
        HttpConversation conversation = strike.connection().conversation(strike.injection());
        return strike.direction() == Direction.UPSTREAM ? conversation.choosing() : conversation.corrupting();
    }

    @Override
    public boolean isOfConnections() {
        return true;
    }

    @Override
    public boolean isOfHttp() {
        return true;
    }

    @Override
    public String toString() {
        return "corrupt HTTP bodies";
    }
}
