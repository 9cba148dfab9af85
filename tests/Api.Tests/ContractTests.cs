using System.Text.Json;
using Stvg.Api.Contracts;
using Stvg.Core.Cameras;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

/// <summary>A client in this language writes and reads the same records.</summary>
public sealed class ContractTests(SharedSite shared)
{
    [Fact]
    public async Task What_a_client_writes_the_server_reads()
    {
        await using var site = await Site.StartAsync();
        var camera = new CameraRequest
        {
            Id = "a", Source = "x", Fps = 5, Pace = Pace.Fast,
            Zones = [new ZoneBody { Name = "door", Points = [new(0.1, 0.2), new(0.3, 0.4), new(0.5, 0.1)] }],
        };
        (await site.PostAsync("/api/cameras", JsonSerializer.Serialize(camera, ApiJson.Default.CameraRequest))).Is(201);
        Assert.Equal(0.4f, site.Service.Cameras.SettingsOf("a").Zones[0].Area.Points[1].Y);

        var query = new QueryRequest
        {
            Text = "a dog", Id = "dog",
            Schedule = new ScheduleBody { Windows = [new WindowBody { Days = [DayOfWeek.Monday], From = new(22, 0), To = new(6, 0) }] },
            Webhook = new WebhookRequest { Url = "https://example.com", Secret = "s" },
        };
        (await site.PostAsync("/api/queries", JsonSerializer.Serialize(query, ApiJson.Default.QueryRequest))).Is(201);
        var shown = JsonSerializer.Deserialize((await site.GetAsync("/api/queries/dog")).Text, ApiJson.Default.QueryResponse)!;
        Assert.Equal(new TimeOnly(22, 0), shown.Schedule!.Windows[0].From);
        Assert.Equal("UTC", shown.Schedule.TimeZone);
        var from = new DateTimeOffset(2026, 1, 31, 9, 0, 0, TimeSpan.FromHours(1));
        var ground = new GroundRequest { Query = "a dog", Camera = "a", From = from, To = from.AddMinutes(1) };
        (await site.PostAsync("/api/ground", JsonSerializer.Serialize(ground, ApiJson.Default.GroundRequest))).Is(200);
        Assert.Equal(ground.From, site.Service.Clips.Last!.Value.Clip.From);
    }

    [Fact]
    public async Task What_the_server_writes_a_client_reads_also_when_there_is_more_in_it_than_it_knows()
    {
        var text = (await shared.Site.GetAsync("/api/search?q=a+person")).Is(200).Text;
        var answer = JsonSerializer.Deserialize(text.Insert(1, "\"later\": [1, 2], "), ApiJson.Default.SearchResponse)!;
        Assert.Equal(("tube-1", 0.9123), (answer.Tubes[0].Id, answer.Tubes[0].Score));
        Assert.Equal(Fakes.FakeTubes.At, answer.Tubes[0].BeginAt);
        var problem = JsonSerializer.Deserialize((await shared.Site.GetAsync("/api/cameras/none")).Text, ApiJson.Default.ProblemResponse)!;
        Assert.Equal(404, problem.Status);
        var list = (await shared.Site.GetAsync("/api/cameras")).Text;
        var cameras = JsonSerializer.Deserialize(list, ApiJson.Default.PageResponseCameraResponse)!;
        Assert.Equal(CameraPhase.Connecting, cameras.Items.First(c => c.Id == "gate-1").State);
    }

    [Fact]
    public void Secrets_are_not_part_of_what_a_log_would_show()
    {
        Assert.DoesNotContain("s3cret", new WebhookRequest { Url = "https://x", Secret = "s3cret" }.ToString());
        var key = new KeyResponse { Id = "k", Name = "n", Role = Role.Admin, CreatedAt = default, Secret = "s3cret" };
        Assert.DoesNotContain("s3cret", key.ToString());
    }
}
