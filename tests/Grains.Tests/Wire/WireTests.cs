using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Stvg.Core.Cameras;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Tests.Wire;

/// <summary>
/// What travels between silos, and what lies in grain storage, of this version and of those before: silos are replaced one after the other.
/// </summary>
public sealed class WireTests
{
    private static readonly DateTimeOffset s_at = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private static Serializer Serializer { get; } =
        new ServiceCollection().AddSerializer(s => s.AddAssembly(typeof(UpdateParcel).Assembly)).BuildServiceProvider()
            .GetRequiredService<Serializer>();

    /// <summary>One of every kind, with every member set.</summary>
    private static Dictionary<string, object> Samples()
    {
        var camera = new CameraReport
        {
            CameraId = "gate", Silo = "a", Epoch = 7, Phase = (int)CameraPhase.Running, Reason = "because", Width = 640, Height = 480,
                Fps = 12.5,
            FramesDecoded = 1, FramesDetected = 2, FramesSkipped = 3, FramesDropped = 4, Reconnects = 5, DelaySeconds = 0.5,
                LastFrameAt = s_at,
            LiveTubelets = 6, Cost = 0.25,
        };
        var parcel = new UpdateParcel("gate", 7, 8, true, 9, [1, 2, 3]);
        var look = new LookParcel(4, [1, 2]);
        var line = new LineRequest("gate", "nanodet", 640, 480, true);
        var device = new DeviceReport("cuda:0", "a", 1, 2, 3, 4.5, 6.5);
        var reply = new ClipReply
        {
            Tubes = [new TubeReply([1, 2], 640, 480, 12.5, s_at, s_at)], Text = "a person", Words = ["person"], WordScores = [0.5f],
                Judge = "model",
            Said = ["yes"], Mending = 1, Candidates = 4, Scored = 3, Judged = 2, Elapsed = TimeSpan.FromSeconds(1),
            Marks = new MarksReply(640, 480, [new MarkReply(1, 2, 3, [4])],
                [new MarkedFrameReply(5, TimeSpan.FromSeconds(1), [6], [1, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9])]),
            Curves = new CurvesReply(5, ["a1"], [[0.25f, 0.5f]]),
        };
        return new Dictionary<string, object>
        {
            ["camera-report"] = camera,
            ["update"] = parcel,
            ["line-request"] = line,
            ["line"] = new LineReply(416, 256, ["person", "car"]),
            ["detection-request"] = new DetectionRequest(line, 10, 4, 2, [9, 8, 7]),
            ["detections"] = new DetectionReply
            {
                Objects = [1, 2, 3, 4, 0, 0.9f], BatchSize = 2,
                Features = new PackedFeatures { Width = 2, Height = 1, Channels = 1, PixelsPerCell = 8, Least = -1, Step = 0.5f, Kept = [3],
                    Steps = [1, 2] },
            },
            ["device-report"] = device,
            ["silo-report"] = new SiloReport { Name = "a", Address = "x", Roles = ["camera"], Devices = [device], Cameras = [camera],
                IsLeaving = true, Processors = 2, Clips = 3, Judged = 4 },
            ["silo-load"] = new SiloLoad("x", 0.5, true, 2, true) { HasQueries = true, Judged = 4, Groups = [1, 1, 3] },
            ["group-place"] = new GroupPlace("a", "x"),
            ["judged-report"] = new JudgedReport(true, 7, "a"),
            ["group-report"] = new GroupReport("group-1", "a", 1, 2, 3, 4, 5, "trouble"),
            ["clip-job"] = new ClipJob
            {
                Id = "j", Task = 2, Query = "a person", Top = 3, Video = "v.mp4", Camera = "gate", From = s_at, To = s_at.AddSeconds(5),
                Begin = TimeSpan.FromSeconds(1), End = TimeSpan.FromSeconds(2), Judge = true, Box = [1, 2, 3, 4],
                    At = TimeSpan.FromSeconds(3), Frames = 8,
                Diameter = 0.05f, Outline = true, All = true, Cameras = ["gate"], Threshold = 0.5f, TubeId = "t",
            },
            ["clip-report"] = new ClipReport { State = 3, Frames = 1, Total = 2, Kind = 1, Message = "because", Reply = reply },
            ["clip-reply"] = reply,
            ["tube-reply"] = reply.Tubes[0],
            ["marks-reply"] = reply.Marks!,
            ["mark-reply"] = reply.Marks!.Marks[0],
            ["marked-frame-reply"] = reply.Marks.Frames[0],
            ["curves-reply"] = reply.Curves!,
            ["camera-settings"] = new CameraSettingsParcel
            {
                Source = "rtsp://u:p@gate/1", Name = "Gate", Fps = 5, Pace = 1, Loop = true, Recording = true, Zones = ["door"],
                ZoneCorners = [[0, 0, 1, 0, 1, 1]], MaskCorners = [[0, 0, 0.5f, 0, 0.5f, 0.5f]],
            },
            ["picture-ask"] = new PictureAsk(320, true, s_at),
            ["live-picture"] = new LivePictureParcel(s_at, 640, 480, [3], ["person"], [1, 2, 30, 80], [0xff, 0xd8]),
            ["clip-place"] = new ClipPlace("a", true, true, 1, 2),
            ["verification-request"] = new VerificationRequest("a", "q", [1, 2], 640, 480, s_at),
            ["verification-reply"] = new VerificationReply(3, 0.5f, "because"),
            ["camera-memory"] = new CameraMemory { Epoch = 7, InFlight = parcel, Report = camera, Looks = [look] },
            ["camera-tail"] = new CameraTail { Epoch = 7, After = 9, Changes = [parcel], Looks = [look] },
            ["look"] = look,
        };
    }

    /// <summary>What came or grew with the second version.</summary>
    private static string[] Second { get; } = ["silo-report", "silo-load", "group-place", "camera-memory", "camera-tail", "look"];

    /// <summary>A sample as the first version knew it.</summary>
    private static object First(string name) => Samples()[name] switch
    {
        SiloReport report => report with { Clips = 0, Judged = 0 },
        SiloLoad load => load with { HasQueries = false, Judged = 0, Groups = null },
        CameraMemory memory => memory with { Looks = [] },
        var other => other,
    };

    public static IEnumerable<TheoryDataRow<string>> Names() => Samples().Keys.Select(k => new TheoryDataRow<string>(k));

    public static IEnumerable<TheoryDataRow<string, string>> Earlier() =>
        [.. new[] { "v1", "v2" }.SelectMany(
            v => Samples().Keys.Where(k => v == "v2" ? Second.Contains(k) : IsOfFirst(k))
            .Select(k => new TheoryDataRow<string, string>(v, k)))];

    private static bool IsOfFirst(string name) => name is not ("group-place" or "camera-tail" or "look");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_read_again(string name) =>
        Assert.Equal(Text(Samples()[name]), Text(Serializer.Deserialize<object>(Serializer.SerializeToArray(Samples()[name]))));

    [Theory]
    [MemberData(nameof(Earlier))]
    public void What_an_earlier_version_wrote_is_still_read(string version, string name)
    {
        var sample = version == "v1" ? First(name) : Samples()[name];
        var file = Path.Combine(Stvg.Tests.TestData.RepositoryRoot, "tests", "Grains.Tests", "Wire", version, name + ".bin");
        if (Environment.GetEnvironmentVariable("STVG_RENEW_WIRE") == version) File.WriteAllBytes(file, Serializer.SerializeToArray(sample));
        Assert.Equal(Text(sample), Text(Serializer.Deserialize<object>(File.ReadAllBytes(file))));
    }

    [Fact]
    public void Every_record_that_travels_has_a_sample_a_stable_name_and_numbered_members()
    {
        var types = typeof(UpdateParcel).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(UpdateParcel).Namespace
            && t.GetCustomAttributes(typeof(Orleans.GenerateSerializerAttribute), false).Length > 0).ToList();
        Assert.All(types, t => Assert.Single(t.GetCustomAttributes(typeof(Orleans.AliasAttribute), false)));
        Assert.Equal(
            types.Select(t => t.Name).Except([nameof(PackedFeatures)]).Order(), Samples().Values.Select(s => s.GetType().Name).Order());
        Assert.All(types, t => Assert.All(
            t.GetProperties().Where(p => p.CanWrite), p => Assert.NotEmpty(p.GetCustomAttributes(typeof(Orleans.IdAttribute), false))));
    }

    private static string Text(object? value) => value!.GetType().Name + JsonSerializer.Serialize(value, value.GetType());
}
