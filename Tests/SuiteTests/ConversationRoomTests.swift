import Checker
import DFU
import Report
import SpecTable
import Testing
import USB

@testable import Suite

@Suite struct ConversationRoomTests {
  @Test func `a conversation without room keeps no texts, however many requests differ`() throws {
    let budget = RowBudget()
    while budget.take() {}
    var recorder = ConversationRecorder(budget, head: 0)
    let checker = Checker(CompiledTable(try Table.shipped()))
    for number: UInt16 in 0..<1000 {
      recorder.exchange(
        ControlTransfer(
          device: DeviceAddress(bus: 1, address: 2),
          setup: SetupPacket(
            requestType: RequestType(rawValue: 0xC0), request: 9, value: number, index: 0,
            length: 0),
          outcome: .acknowledged, actualLength: 0, data: [],
          submitted: Moment(frame: 1, nanoseconds: 0), completed: nil),
        checker, hasFinding: false)
    }
    let told = recorder.conversation(start: 0, devices: [], findingsAt: [])
    #expect(told.rows.isEmpty)
    #expect(told.further == 1000)
    #expect(told.texts.count <= 2)
  }
}
