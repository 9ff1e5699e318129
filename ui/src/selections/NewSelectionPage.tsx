import { useTranslation } from 'react-i18next';
import { useTitle } from '@/shared/useTitle';
import { SelectionForm } from './SelectionForm';

export function NewSelectionPage() {
    const { t } = useTranslation();
    useTitle(t('selections.new'));
    return (
        <>
            <h1>{t('selections.new')}</h1>
            <SelectionForm selection={null} />
        </>
    );
}
