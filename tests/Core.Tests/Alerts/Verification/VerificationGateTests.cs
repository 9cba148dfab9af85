using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Tests.Alerts.Verification;

public sealed class VerificationGateTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly AlertVerification s_yes = new(VerificationOutcome.Confirmed, 0.9f),
        s_no = new(VerificationOutcome.Refuted, 0.1f);

    [Fact]
    public void An_opening_waits_for_the_verdict_and_everything_after_it_waits_with_it()
    {
        var gate = new VerificationGate(new VerificationRules());
        var (released, asked) = gate.Take([Change("a", 1)], s_now);
        Assert.Empty(released);
        Assert.Equal("a", Assert.Single(asked).Id);
        Assert.Empty(gate.Take([Change("a", 2)], s_now).Released);
        Assert.Equal([1, 2], gate.Answer("a", s_yes).Select(a => a.Change));
        var later = gate.Take([Change("a", 3, AlertState.Closed)], s_now).Released;
        Assert.Equal(s_yes, Assert.Single(later).Verification);
    }

    [Fact]
    public void An_alert_that_another_gate_let_pass_goes_on_with_its_verdict()
    {
        var gate = new VerificationGate(new VerificationRules());
        gate.Resume(Change("a", 1) with { Verification = s_yes });
        gate.Resume(Change("b", 1));
        var (released, asked) = gate.Take([Change("a", 2), Change("b", 2), Change("a", 3, AlertState.Closed)], s_now);
        Assert.Equal([s_yes, null, s_yes], released.Select(a => a.Verification));
        Assert.Empty(asked);
    }

    [Fact]
    public void What_is_refuted_is_never_told_and_the_next_event_is_asked_anew()
    {
        var gate = new VerificationGate(new VerificationRules());
        gate.Take([Change("a", 1)], s_now);
        Assert.Empty(gate.Answer("a", s_no));
        Assert.Empty(gate.Take([Change("a", 2), Change("a", 3, AlertState.Closed)], s_now).Released);
        Assert.Single(gate.Take([Change("b", 1)], s_now).Asked);
        Assert.Empty(gate.Take([Change("b", 2, AlertState.Closed)], s_now).Released);
        Assert.Empty(gate.Answer("b", s_no));
        Assert.Equal(0, gate.Pending);
    }

    [Fact]
    public void A_refuted_alert_is_told_with_the_verdict_where_nothing_is_withheld()
    {
        var gate = new VerificationGate(new VerificationRules { Withhold = false });
        gate.Take([Change("a", 1)], s_now);
        Assert.Equal(s_no, Assert.Single(gate.Answer("a", s_no)).Verification);
    }

    [Fact]
    public void After_its_time_an_alert_is_told_without_a_verdict_and_says_so_and_a_late_verdict_changes_nothing()
    {
        var gate = new VerificationGate(new VerificationRules { Timeout = TimeSpan.FromSeconds(5) });
        gate.Take([Change("a", 1)], s_now);
        gate.Take([Change("b", 1)], s_now.AddSeconds(2));
        Assert.Equal(s_now.AddSeconds(5), gate.NextDeadline);
        Assert.Empty(gate.Expire(s_now.AddSeconds(4.9)));
        var told = Assert.Single(gate.Expire(s_now.AddSeconds(5)));
        Assert.Equal(("a", VerificationOutcome.TimedOut, "the judge did not answer within 5 s"),
            (told.Id, told.Verification!.Outcome, told.Verification.Reason));
        Assert.Empty(gate.Answer("a", s_no));
        Assert.Single(gate.Take([Change("a", 2)], s_now.AddSeconds(6)).Released);
        Assert.Equal(s_now.AddSeconds(7), gate.NextDeadline);
    }

    [Fact]
    public void Beyond_the_budget_of_a_camera_or_of_all_alerts_are_told_at_once()
    {
        var gate = new VerificationGate(new VerificationRules { PerMinute = 3, PerMinuteAndCamera = 2 });
        Assert.Equal(2, gate.Take([Change("a", 1), Change("b", 1), Change("c", 1)], s_now).Asked.Count);
        var (released, asked) = gate.Take([Change("d", 1, camera: "other"), Change("e", 1, camera: "other")], s_now.AddSeconds(1));
        Assert.Equal("d", Assert.Single(asked).Id);
        var told = Assert.Single(released);
        Assert.Equal(("e", VerificationOutcome.OverBudget), (told.Id, told.Verification!.Outcome));
        Assert.Equal("3 candidates were judged within a minute", told.Verification.Reason);
        Assert.Single(gate.Take([Change("f", 1)], s_now.AddSeconds(60)).Asked); // a minute after the first
    }

    [Fact]
    public void No_more_than_so_many_wait()
    {
        var gate = new VerificationGate(new VerificationRules { MostPending = 2 });
        var (released, asked) = gate.Take([Change("a", 1), Change("b", 1), Change("c", 1)], s_now);
        Assert.Equal((2, "c"), (asked.Count, Assert.Single(released).Id));
    }

    [Fact]
    public void At_the_end_what_waits_is_told()
    {
        var gate = new VerificationGate(new VerificationRules());
        gate.Take([Change("a", 1), Change("b", 1)], s_now);
        Assert.All(gate.Stop(), a => Assert.Equal(VerificationOutcome.Unavailable, a.Verification!.Outcome));
        Assert.Null(gate.NextDeadline);
    }

    [Fact]
    public void Alerts_of_before_pass_unchanged()
    {
        var closing = Change("old", 5, AlertState.Closed);
        Assert.Same(closing, Assert.Single(new VerificationGate(new VerificationRules()).Take([closing], s_now).Released));
    }

    private static Alert Change(string id, int change, AlertState? state = null, string camera = "gate") => new()
    {
        Id = id,
        QueryId = "q",
        CameraId = camera,
        ObjectId = 1,
        State = state ?? (change == 1 ? AlertState.Opened : AlertState.Updated),
        Change = change,
        OpenedAt = s_now,
        ChangedAt = s_now,
        BeginAt = s_now,
        EndAt = s_now,
        Size = new FrameSize(640, 480),
        Tube = new Tube { Id = id, Query = "a man", TubeletId = 1, Begin = 0, Boxes = [new Box(0, 0, 1, 1)], Score = 0.8f },
    };
}
