import { useRoute } from 'preact-iso/router';
import { address, call } from '../../api/client.ts';
import { Answers } from '../../answers/Answers.tsx';
import { Thumbnail } from '../../answers/Thumbnail.tsx';
import { useLoad } from '../../lib/load.ts';
import { Screen } from '../../ui/Screen.tsx';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';

/** The same object at other times and in other cameras, by its looks. */
export function Elsewhere() {
  const id = useRoute().params['id']!;
  const found = useLoad(signal => call('get', '/api/search/like/{tubeId}', { path: { tubeId: id }, query: { top: 24 }, signal }), [id]);
  return (
    <Screen key={id} title="Seen elsewhere" back={{ href: address('/tubes/{id}', { id }), text: 'The answer' }}>
      <div class="looked-for">
        <Thumbnail id={id} />
        <p>What looks like this object, at other times and in other cameras, most alike first.</p>
      </div>
      <Trouble error={found.error} retry={found.reload} />
      {!found.data && found.loading && <Loading what="what looks alike" />}
      {found.data &&
        (found.data.tubes.length === 0 ? (
          <Empty icon="like" title="Nothing looks alike">
            <p>It was seen only this once, as far as its looks tell. What was not kept, or was in no camera, cannot be found.</p>
          </Empty>
        ) : (
          <Answers tubes={found.data.tubes} />
        ))}
    </Screen>
  );
}
