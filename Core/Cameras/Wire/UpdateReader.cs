namespace Stvg.Core.Cameras.Wire;

/// <summary>
/// Puts the updates of one camera, that of the first message, together again, in order and each once, whatever becomes of the messages on
/// their way: lost, repeated, or out of order. Tells when something is missing that does not come by itself.
/// </summary>
/// <remarks>
/// When messages were lost and a whole one takes their place, those updates are left out, but none of what ended in them
/// (as far as <see cref="UpdateWriter.RememberedUpdates"/> reaches). The updates are immutable, and objects that did not change are the
/// same objects. Not safe for concurrent use.
/// </remarks>
/// <example><code>
/// switch (reader.Read(message, out var updates))
/// {
///     case UpdateReception.Taken: foreach (var update in updates) Tell(queries.Update(update)); break;
///     case UpdateReception.Missing: await camera.SendWhole(); break; // once in a while, not for every one
/// }
/// </code></example>
public sealed class UpdateReader
{
    /// <summary>So many messages wait for one that is missing; of more the oldest is dropped.</summary>
    public const int MostWaiting = 16;

    private readonly SortedList<(long Epoch, long Sequence), UpdateMessage> _waiting = [];
    private readonly UpdateContent _content = new();
    private string? _cameraId;

    /// <summary>The update that was read last; null before the first.</summary>
    public CameraUpdate? Latest { get; private set; }

    /// <summary>Epoch of <see cref="Latest"/>.</summary>
    public long Epoch { get; private set; } = long.MinValue;

    /// <summary>Number of <see cref="Latest"/> in its epoch; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Takes a message.</summary>
    /// <param name="message">The message; kept while it waits for another.</param>
    /// <param name="updates">What can be read now and was not before, in order; empty unless the message is taken.</param>
    /// <returns>
    /// What became of the message. After <see cref="UpdateReception.Taken"/> later ones may still wait: each said so when it came.
    /// </returns>
    /// <exception cref="ArgumentException">It is of another camera than those before.</exception>
    /// <exception cref="StvgException">
    /// It is damaged, or of a newer version of the program, or one that waits for it is: nothing is taken, and a damaged one that waited
    /// is dropped. Ask the writer for a whole one.
    /// </exception>
    public UpdateReception Read(UpdateMessage message, out IReadOnlyList<CameraUpdate> updates)
    {
        ArgumentNullException.ThrowIfNull(message);
        updates = [];
        MessageSeal.Open(message);
        _cameraId ??= message.CameraId;
        if (message.CameraId != _cameraId)
            throw new ArgumentException($"a message of camera '{message.CameraId}' for the reader of '{_cameraId}'", nameof(message));
        var place = (message.Epoch, message.Sequence);
        if (place.CompareTo((Epoch, Sequence)) <= 0) return UpdateReception.Known;
        if (!message.IsWhole && (Latest is null || place != (Epoch, Sequence + 1)))
        {
            _waiting.TryAdd(place, message);
            if (_waiting.Count > MostWaiting) _waiting.RemoveAt(0);
            return UpdateReception.Missing;
        }

        updates = ReadOn(message);
        (Latest, Epoch, Sequence) = (updates[^1], message.Epoch, message.Sequence + updates.Count - 1);
        DropOld();
        return UpdateReception.Taken;
    }

    /// <summary>Takes an update that was not written, since its sender is in the same process (<see cref="UpdateWriter.Pass"/>).</summary>
    /// <param name="epoch">Epoch of its writer.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="update">The update.</param>
    /// <returns>
    /// <see cref="UpdateReception.Missing"/> when it is not the next one after <see cref="Latest"/>, nor the first of an epoch.
    /// </returns>
    /// <exception cref="ArgumentException">It is of another camera than those before.</exception>
    public UpdateReception Take(long epoch, long sequence, CameraUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        _cameraId ??= update.CameraId;
        if (update.CameraId != _cameraId)
            throw new ArgumentException($"an update of camera '{update.CameraId}' for the reader of '{_cameraId}'", nameof(update));
        if ((epoch, sequence).CompareTo((Epoch, Sequence)) <= 0) return UpdateReception.Known;
        if (sequence != (epoch == Epoch ? Sequence + 1 : 1)) return UpdateReception.Missing;
        (Latest, Epoch, Sequence) = (update, epoch, sequence);
        DropOld();
        return UpdateReception.Taken;
    }

    private void DropOld()
    {
        while (_waiting.Count > 0 && _waiting.GetKeyAtIndex(0).CompareTo((Epoch, Sequence)) <= 0) _waiting.RemoveAt(0);
    }

    /// <summary>The update of a message that can be read, and those of the ones that waited for it.</summary>
    private List<CameraUpdate> ReadOn(UpdateMessage message)
    {
        // Numbers begin anew with an epoch.
        var taken = message.Epoch == Epoch ? Sequence : 0;
        var update = message.IsWhole ? _content.Whole(message, taken) : _content.Difference(message, Latest!);
        if (message.IsWhole && taken > 0 && message.Frame <= Latest!.Frame) throw MessageSeal.Open(message).Damaged();
        var updates = new List<CameraUpdate> { update };
        for (var next = (message.Epoch, message.Sequence + 1); _waiting.TryGetValue(next, out var waiting); next.Item2++)
        {
            try
            {
                updates.Add(_content.Difference(waiting, updates[^1]));
            }
            catch (StvgException)
            {
                _waiting.Remove(next);
                throw;
            }
        }

        return updates;
    }
}
