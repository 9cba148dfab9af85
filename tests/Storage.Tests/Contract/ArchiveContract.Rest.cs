using Stvg.Core.Services;

namespace Stvg.Storage.Tests.Contract;

public abstract partial class ArchiveContract
{
    [Fact]
    public async Task A_tube_is_found_until_it_is_replaced()
    {
        var tube = Made.Record(Made.Tube("t1"));
        var file = new TubeRecord(Made.Tube("t2", "/videos/a.mp4"), Made.Size, 29.97, null, null);
        await Archive.SaveTubesAsync([tube, file], Made.At(1), Ct);
        foreach (var before in (TubeRecord[])[tube, file])
        {
            var after = (await Archive.FindTubeAsync(before.Tube.Id, Ct))!;
            Assert.Equal(before with { Tube = after.Tube }, after);
            Assert.Equal(before.Tube with { Boxes = after.Tube.Boxes, Evidence = after.Tube.Evidence }, after.Tube);
            Assert.Equal(before.Tube.Boxes, after.Tube.Boxes);
        }

        await Archive.SaveTubesAsync([tube with { Tube = tube.Tube with { Score = 0.9f } }], Made.At(2), Ct);
        Assert.Equal(0.9f, (await Archive.FindTubeAsync("t1", Ct))!.Tube.Score);
        Assert.Null(await Archive.FindTubeAsync("t3", Ct));
    }

    [Fact]
    public async Task The_tube_of_an_alert_is_found_by_the_alerts_id()
    {
        await Archive.WriteAlertsAsync(
            [Made.Write(Made.Alert("a1")), Made.Write(Made.Alert("a1", 2) with { Tube = Made.Tube("a1") with { Score = 0.75f } })],
            Made.At(1), Ct);
        var found = (await Archive.FindTubeAsync("a1", Ct))!;
        Assert.Equal((0.75f, Made.Size, 15.0), (found.Tube.Score, found.Size, found.FramesPerSecond));
        Assert.Equal((Made.At(58), Made.At(62)), (found.BeginAt, found.EndAt));
    }

    [Fact]
    public async Task The_last_word_of_every_operator_counts()
    {
        await Archive.SaveFeedbackAsync(new Feedback("t1", "q", Verdict.Right, "ada", Made.At(1)), Ct);
        await Archive.SaveFeedbackAsync(new Feedback("t1", "q", Verdict.Right, "bob", Made.At(2)), Ct);
        await Archive.SaveFeedbackAsync(new Feedback("t1", "q2", Verdict.Wrong, "ada", Made.At(3)), Ct);
        for (var i = 0; i < 5; i++) await Archive.SaveFeedbackAsync(new Feedback($"u{i}", "q", Verdict.Wrong, "ada", Made.At(4)), Ct);
        var all = await AllAsync(cursor => Archive.FeedbackAsync(cursor, 2, Ct));
        Assert.Equal(
            [new Feedback("t1", "q", Verdict.Right, "bob", Made.At(2)), new Feedback("t1", "q2", Verdict.Wrong, "ada", Made.At(3))],
            all.Take(2));
        Assert.Equal(7, all.Count);
        Assert.Equal(((Verdict?)Verdict.Wrong, (Verdict?)null), (await Archive.LastVerdictAsync("t1", Ct), await Archive.LastVerdictAsync("t2", Ct)));
    }

    [Fact]
    public async Task Segments_are_found_by_camera_and_time()
    {
        RecordedSegment Segment(string camera, int i, int seconds = 10) =>
            new(camera, $"{camera}/{i:000}.mkv", Made.At(10 * i), Made.At((10 * i) + seconds), 1000 + i);
        foreach (var i in Enumerable.Range(0, 10).Reverse()) await Archive.AddSegmentAsync(Segment("c1", i), Ct);
        await Archive.AddSegmentAsync(Segment("c2", 3), Ct);
        await Archive.AddSegmentAsync(Segment("c1", 500, seconds: 100_000), Ct);
        Assert.Equal(
            [Segment("c1", 3), Segment("c1", 4), Segment("c1", 5)], await Archive.SegmentsAsync("c1", Made.At(35), Made.At(55), Ct));
        Assert.Single(await Archive.SegmentsAsync("c1", Made.At(90_000), Made.At(90_001), Ct)); // a long one that began a day before
        Assert.Equal([Segment("c1", 0), Segment("c1", 1)], await Archive.OldestSegmentsAsync(2, Ct));

        var bytes = await Archive.RecordedBytesAsync(Ct);
        Assert.Equal(10_045 + 1003 + 1500, bytes);
        await Archive.AddSegmentAsync(Segment("c1", 4) with { Bytes = 9 }, Ct); // of the same path: replaced
        await Archive.RemoveSegmentsAsync(["c1/000.mkv", "c1/001.mkv", "unknown"], Ct);
        Assert.Equal(bytes - 1004 + 9 - 1000 - 1001, await Archive.RecordedBytesAsync(Ct));
        Assert.Equal([2, 3], (await Archive.SegmentsAsync("c1", Made.At(0), Made.At(30), Ct)).Select(s => (int)(s.Bytes - 1000)));
        await Archive.RemoveSegmentsAsync([], Ct);
    }

    [Fact]
    public async Task Keys_are_found_by_their_hash()
    {
        var key = new ApiKey("k1", "Ada 🗝", Role.Admin, Made.At(1));
        await Archive.AddKeyAsync(key, "hash1", Ct);
        await Archive.AddKeyAsync(key with { Id = "k2", Role = Role.Viewer, CreatedAt = Made.At(0) }, "hash2", Ct);
        Assert.Equal(key, await Archive.FindKeyAsync("hash1", Ct));
        Assert.Null(await Archive.FindKeyAsync("hash3", Ct));
        Assert.Equal(["k2", "k1"], (await Archive.KeysAsync(Ct)).Select(k => k.Id));
        Assert.Equal(ServiceError.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => Archive.AddKeyAsync(key, "hash4", Ct))).Kind);
        Assert.True(await Archive.RemoveKeyAsync("k1", Ct));
        Assert.False(await Archive.RemoveKeyAsync("k1", Ct));
        Assert.Null(await Archive.FindKeyAsync("hash1", Ct));
    }

    [Fact]
    public async Task The_audit_log_is_read_newest_first_while_it_grows()
    {
        await Archive.AddAuditAsync([], Ct);
        await Archive.AddAuditAsync([.. Enumerable.Range(0, 10).Select(Entry)], Ct);
        var next = 100;
        var all = await AllAsync(cursor => Archive.AuditAsync(cursor, 3, Ct), () => Archive.AddAuditAsync([Entry(next++)], Ct));
        Assert.Equal(Enumerable.Range(0, 10).Reverse().Select(Entry), all);

        static AuditEntry Entry(int i) => new(Made.At(i), "ada (k1)", "DELETE /api/cameras/{id}", $"gate-{i}", 204, "10.0.0.7");
    }

    [Fact]
    public async Task Texts_of_any_kind_are_kept_or_mended_the_same_way_everywhere()
    {
        const string emoji = "👩‍👩‍👧 ‘quotes’ \"und\" \\ % _ ;-- \u200b\r\n\t";
        await Archive.AddAuditAsync([new AuditEntry(Made.Epoch, emoji, "a\0b", "half \ud83d pair", 200, "\udc00")], Ct);
        var entry = Assert.Single((await Archive.AuditAsync(null, 1, Ct)).Items);
        Assert.Equal((emoji, "a\ufffdb", "half \ufffd pair", "\ufffd"), (entry.Who, entry.Action, entry.Subject, entry.Address));

        await Archive.AddQueryAsync(new() { Id = "q", Text = "nul \0 inside" }, Ct);
        Assert.Equal("nul \0 inside", Assert.Single(await Archive.QueriesAsync(Ct)).Text);
        await Archive.SaveTubesAsync([Made.Record(Made.Tube("t\0", query: "nul \0 inside"))], Made.Epoch, Ct);
        Assert.Equal("nul \0 inside", (await Archive.FindTubeAsync("t\0", Ct))!.Tube.Query);
        await Archive.WriteAlertsAsync([Made.Write(Made.Alert("a\0"), text: "\0")], Made.Epoch, Ct);
        Assert.Equal("\ufffd", (await Archive.FindAlertAsync("a\0", Ct))!.QueryText);
    }

    [Fact]
    public async Task Large_values_are_kept()
    {
        var text = string.Concat(Enumerable.Repeat("äöü🚗", 300_000));
        await Archive.AddAuditAsync([new AuditEntry(DateTimeOffset.MaxValue, text, "", "", int.MinValue, "")], Ct);
        Assert.Equal(text, Assert.Single((await Archive.AuditAsync(null, 1, Ct)).Items).Who);
        await Archive.AddSegmentAsync(
            new RecordedSegment("c", "p", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, long.MaxValue / 2), Ct);
        Assert.Equal(long.MaxValue / 2, await Archive.RecordedBytesAsync(Ct));
        Assert.Single(await Archive.SegmentsAsync("c", Made.Epoch, Made.Epoch, Ct));

        var hours = Made.Tubelet("c", int.MaxValue, 1_000_000, 40_000);
        await Archive.AddTubeletsAsync([hours], Ct);
        Assert.Equal(hours.Object.Tubelet.Boxes.Count, (await Archive.FindTubeletAsync("c", int.MaxValue, Ct))!.Object.Tubelet.Boxes.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(-12)]
    public async Task Times_of_any_zone_come_back_as_the_same_instant_in_UTC(int hours)
    {
        var time = new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(hours)).AddTicks(9_999_999);
        await Archive.AddAuditAsync([new AuditEntry(time, "", "", "", 0, "")], Ct);
        var found = Assert.Single((await Archive.AuditAsync(null, 1, Ct)).Items).At;
        Assert.Equal((time.UtcTicks, TimeSpan.Zero), (found.Ticks, found.Offset)); // exact to 100 ns
    }
}
