package shop

import io.mmp.test.table.Table
import io.mmp.test.table.TableException
import io.mmp.test.table.ValueType
import java.time.Instant
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class RowTests {

    data class Order(
        val orderId: Long,
        val amount: Double?,
        val at: Instant,
        val scores: List<Float>,
        val state: State,
        private val note: String? = null,
    ) {
        val inTheBody = "not a column"
        val computed by lazy { "neither is this" }
    }

    enum class State { PAID, OPEN }

    @Test
    fun `data classes are rows`() {
        val now = Instant.parse("2026-01-02T03:04:05Z")

        val table = Table.ofRecords(
            Order::class.java,
            listOf(Order(1, 9.5, now, listOf(0.5f), State.PAID), Order(2, null, now, listOf(), State.OPEN, "late")),
        )

        assertThat(table.columnNames()).containsExactly("order_id", "amount", "at", "scores", "state", "note")
        assertThat(table.column("order_id").type()).isEqualTo(ValueType.INT64)
        assertThat(table.column("amount").type()).isEqualTo(ValueType.DOUBLE)
        assertThat(table.row(1))
            .containsEntry("amount", null)
            .containsEntry("state", "OPEN")
            .containsEntry("note", "late")
            .containsEntry("scores", listOf<Float>())
    }

    @JvmInline
    value class Cents(val value: Long)

    data class Payment(val id: Long, val amount: Cents)

    data class Count(val many: UInt)

    @Test
    fun `a value class is refused`() {
        assertThatThrownBy { Table.ofRecords(Payment::class.java, listOf()) }
            .isInstanceOf(TableException::class.java)
            .hasMessage(
                "Property 'amount' of data class Payment is of a value class of Kotlin, as UInt is one, which Java cannot read: give the row a property of the type that it wraps."
            )
        assertThatThrownBy { Table.ofRecords(Count::class.java, listOf()) }.hasMessageContaining("Property 'many'")
    }

    @JvmRecord
    data class Point(val x: Int, val y: Int)

    @Test
    fun `a data class that is a record is one`() {
        assertThat(Table.ofRecords(Point::class.java, listOf(Point(1, 2))).row(0)).containsEntry("y", 2)
    }

    class Plain(val x: Int)

    @Test
    fun `a plain class is refused`() {
        assertThatThrownBy { Table.ofRecords(Plain::class.java, listOf(Plain(1))) }
            .hasMessage("class shop.RowTests\$Plain is no type of rows: it is neither a Java record nor a data class of Kotlin.")
    }
}
