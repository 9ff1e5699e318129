import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import { selectionQuery } from './api';
import { SelectionForm } from './SelectionForm';

export function EditSelectionPage({ id }: { id: string }) {
    const { t } = useTranslation();
    const query = useQuery(selectionQuery(id));
    useTitle(query.data?.name ?? t('selections.title'));
    if (!query.data && query.isError) return <Failure title={t('selections.oneFailed')} error={query.error} onRetry={() => void query.refetch()} />;
    if (!query.data) {
        return (
            <div aria-busy="true">
                <h1>
                    <Bone width={260} height={28} />
                </h1>
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            </div>
        );
    }
    return (
        <>
            <h1>{query.data.name}</h1>
            {/* What somebody else saves meanwhile must not change what is being written. */}
            <SelectionForm key={id} selection={query.data} />
        </>
    );
}
