using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;

namespace Stvg.Core.Tests.Cameras.Wire;

/// <summary>Messages that are lost, repeated and out of order, and owners of a camera that follow each other.</summary>
public sealed class LossyWireTests
{
    [Theory]
    [InlineData(0, 0.3, 6, false, 1)] // nobody asks, since nothing is lost
    [InlineData(0, 0.3, 6, true, 0.5)]
    [InlineData(0.1, 0, 0, true, 0.8)]
    [InlineData(0.02, 0.05, 2, true, 0.7)]
    [InlineData(0.2, 0.2, 6, true, 0.4)]
    [InlineData(0.5, 0.2, 12, true, 0.2)]
    public void Whatever_happens_on_the_way_updates_are_right_and_nothing_that_ended_is_lost_or_told_twice(
        double loss, double repetition, int delay, bool asks, double taken)
    {
        const int seeds = 5;
        var updates = Street.All;
        var (originals, count) = (updates.ToDictionary(u => u.Frame, Street.Text), 0);
        for (var seed = 0; seed < seeds; seed++)
        {
            var way = new Way(new Random(seed), loss, repetition, delay);
            var writer = new UpdateWriter("gate", seed);
            var reader = new UpdateReader();
            var read = new List<CameraUpdate>();
            for (var step = 0; step < updates.Count + 100; step++)
            {
                if (step < updates.Count) way.Send(writer.Write(updates[step]));
                foreach (var message in way.Arrivals())
                {
                    var reception = reader.Read(message, out var news);
                    Assert.Equal(reception == UpdateReception.Taken, news.Count > 0);
                    read.AddRange(news);
                    if (reception == UpdateReception.Missing && asks) way.Send(writer.WriteWhole());
                }
            }

            // After the last message nothing says that it was lost; whoever waits for long asks for a whole one.
            reader.Read(writer.WriteWhole(), out var rest);
            read.AddRange(rest);
            Assert.Equal(Street.Text(updates[^1]), Street.Text(reader.Latest!));
            Assert.Equal(updates.Count, reader.Sequence);
            Assert.All(read.Zip(read.Skip(1)), pair => Assert.True(pair.First.Frame < pair.Second.Frame));
            Assert.All(read, u => Assert.Equal(originals[u.Frame], Street.Text(u)));
            Assert.Equal(Ended(updates), Ended(read));
            count += read.Count;
        }

        // Updates are left out only where a whole one overtakes them.
        Assert.InRange(count, taken * seeds * updates.Count, seeds * updates.Count);

        static IEnumerable<int> Ended(IEnumerable<CameraUpdate> updates) => updates.SelectMany(u => u.Ended).Select(o => o.Tubelet.Id);
    }

    [Fact]
    public void A_gap_that_is_filled_gives_everything_that_waited_in_order()
    {
        var messages = Messages(1, 8);
        var reader = new UpdateReader();
        Assert.Equal([1], Read(reader, messages[0], UpdateReception.Taken));
        Assert.Empty(Read(reader, messages[3], UpdateReception.Missing));
        Assert.Empty(Read(reader, messages[2], UpdateReception.Missing));
        Assert.Empty(Read(reader, messages[2], UpdateReception.Missing));
        Assert.Empty(Read(reader, messages[5], UpdateReception.Missing));
        Assert.Equal([2, 3, 4], Read(reader, messages[1], UpdateReception.Taken));
        Assert.Empty(Read(reader, messages[3], UpdateReception.Known));
        Assert.Equal([5, 6], Read(reader, messages[4], UpdateReception.Taken));
        Assert.Equal((1, 6), (reader.Epoch, reader.Sequence));
    }

    [Fact]
    public void A_whole_one_takes_the_place_of_what_is_missing_and_later_ones_follow_it()
    {
        var writer = new UpdateWriter("gate", 1);
        var messages = new List<UpdateMessage>();
        var wholes = new List<UpdateMessage>();
        foreach (var update in Street.All.Take(8))
        {
            messages.Add(writer.Write(update));
            wholes.Add(writer.WriteWhole());
        }

        var reader = new UpdateReader();
        foreach (var early in messages[2..7]) Read(reader, early, UpdateReception.Missing);
        Assert.Equal([4, 5, 6, 7], Read(reader, wholes[3], UpdateReception.Taken));
        Assert.Empty(Read(reader, wholes[2], UpdateReception.Known));
        Assert.Empty(Read(reader, wholes[6], UpdateReception.Known));
        Assert.Empty(Read(reader, messages[1], UpdateReception.Known));
        Assert.Equal([8], Read(reader, messages[7], UpdateReception.Taken));
    }

    [Fact]
    public void A_new_owner_begins_anew_and_the_old_one_is_heard_until_then()
    {
        var old = Messages(1, 10);
        var reader = new UpdateReader();
        foreach (var message in old[..5]) Read(reader, message, UpdateReception.Taken);

        // The new owner's first message is late. Its number is one that a difference of the old one could follow.
        var first = new UpdateWriter("gate", 2);
        var messages = Street.All.Skip(20).Take(8).Select(first.Write).ToList();
        Assert.Empty(Read(reader, messages[5], UpdateReception.Missing));
        Assert.Empty(Read(reader, messages[1], UpdateReception.Missing));
        Assert.Equal([6], Read(reader, old[5], UpdateReception.Taken));
        reader.Read(messages[0], out var updates);
        Assert.Equal(Street.All.Skip(20).Take(2).Select(Street.Text), updates.Select(Street.Text));
        Assert.Empty(Read(reader, old[6], UpdateReception.Known));
        Assert.Equal((2, 2), (reader.Epoch, reader.Sequence));
    }

    [Fact]
    public void Only_some_messages_wait_the_newest()
    {
        var writer = new UpdateWriter("gate", 1);
        var messages = Street.All.Take(60).Select(writer.Write).ToList();
        var reader = new UpdateReader();
        foreach (var message in messages[1..50]) Read(reader, message, UpdateReception.Missing);
        Assert.Equal([1], Read(reader, messages[0], UpdateReception.Taken)); // those after it were dropped
        Assert.Empty(Read(reader, messages[50], UpdateReception.Missing));
        Assert.Equal([60], Read(reader, writer.WriteWhole(), UpdateReception.Taken));

        var late = new UpdateReader();
        Read(late, messages[^1], UpdateReception.Missing);
        foreach (var message in messages[1..50]) Read(late, message, UpdateReception.Missing);
        Assert.Equal([1], Read(late, messages[0], UpdateReception.Taken));
    }

    [Fact]
    public void A_whole_one_repeats_what_ended_lately_and_not_for_ever()
    {
        var some = Street.All.First(u => u.Ended.Count > 0);
        var calm = some with { Live = [], Recent = [], Ended = [] };
        var writer = new UpdateWriter("gate", 1);
        var frame = 0;
        writer.Write(calm with { Frame = frame++ });
        writer.Write(some with { Live = [], Recent = some.Ended, Frame = frame++ });
        for (; frame < UpdateWriter.RememberedUpdates + 1; frame++) writer.Write(calm with { Frame = frame });
        new UpdateReader().Read(writer.WriteWhole(), out var updates);
        Assert.Equal(Street.Text(some.Ended), Street.Text(updates[0].Ended));
        writer.Write(calm with { Frame = frame++ });
        new UpdateReader().Read(writer.WriteWhole(), out updates);
        Assert.Empty(updates[0].Ended);

        var crowd = Enumerable.Range(0, 300).Select(i => some.Ended[0] with { Tubelet = some.Ended[0].Tubelet with { Id = i } }).ToList();
        writer.Write(calm with { Frame = frame, Ended = crowd });
        new UpdateReader().Read(writer.WriteWhole(), out updates);
        var latest = Enumerable.Range(300 - UpdateWriter.RememberedObjects, UpdateWriter.RememberedObjects);
        Assert.Equal(latest, updates[0].Ended.Select(o => o.Tubelet.Id));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var writer = new UpdateWriter("gate", 1);
        Assert.Throws<InvalidOperationException>(() => writer.WriteWhole());
        Assert.Throws<ArgumentException>(() => writer.Write(Street.All[3] with { CameraId = "other" }));
        var reader = new UpdateReader();
        reader.Read(writer.Write(Street.All[3]), out _);
        Assert.Throws<ArgumentException>(() => writer.Write(Street.All[3]));
        var other = new UpdateWriter("other", 9).Write(Street.All[4] with { CameraId = "other" });
        Assert.Throws<ArgumentException>(() => reader.Read(other, out _));

        // What could not be written was not written: the next one follows the one before.
        var some = Street.All[60].Live[0];
        var bad = Street.All[60] with { Ended = [some with { Tubelet = some.Tubelet with { Boxes = [], Scores = [] } }] };
        Assert.Throws<ArgumentException>(() => writer.Write(bad));
        Assert.Equal(UpdateReception.Taken, reader.Read(writer.Write(Street.All[60]), out var updates));
        Assert.Equal(Street.Text(Street.All[60]), Street.Text(updates[0]));
    }

    private static List<UpdateMessage> Messages(long epoch, int count)
    {
        var writer = new UpdateWriter("gate", epoch);
        return [.. Street.All.Take(count).Select(writer.Write)];
    }

    /// <summary>Numbers, from 1, of the street's updates that were read.</summary>
    private static IEnumerable<int> Read(UpdateReader reader, UpdateMessage message, UpdateReception expected)
    {
        Assert.Equal(expected, reader.Read(message, out var updates));
        return updates.Select(u => Street.All.Index().Single(o => o.Item.Frame == u.Frame).Index + 1);
    }

    /// <summary>A way on which things happen to messages.</summary>
    private sealed class Way(Random random, double loss, double repetition, int delay)
    {
        private readonly PriorityQueue<UpdateMessage, (int, int)> _messages = new();
        private int _now, _sent;

        public void Send(UpdateMessage message)
        {
            if (random.NextDouble() >= loss) Put(message);
            if (random.NextDouble() < repetition) Put(message);
        }

        public List<UpdateMessage> Arrivals()
        {
            var arrived = new List<UpdateMessage>();
            for (_now++; _messages.TryPeek(out _, out var when) && when.Item1 <= _now;) arrived.Add(_messages.Dequeue());
            return arrived;
        }

        private void Put(UpdateMessage message) => _messages.Enqueue(message, (_now + random.Next(delay + 1), _sent++));
    }
}
